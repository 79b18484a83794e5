/** Runs the task for every item, at most `limit` at a time; answers come in the order of the items. */
export async function inBatches<Item, Answer>(
  items: readonly Item[],
  limit: number,
  task: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  const waiting = items.entries()
  const worker = async () => {
    for (const [index, item] of waiting) answers[index] = await task(item)
  }
  await Promise.all(Array.from({length: Math.min(limit, items.length)}, worker))
  return answers
}
