import type {StepPlan} from '../domain/plan.ts'

/** A step as the message of its commit: its title, and why it was done, wrapped at 72 columns. Ends with a newline. */
export function commitMessage({title, why}: Pick<StepPlan, 'title' | 'why'>): string {
  const [subject = '', ...rest] = wrapped(title, title.length > 72 ? 70 : 72)
  const isCut = rest.length > 0
  const body = [...(isCut ? [wrapped(title).join('\n')] : []), ...(why === '' ? [] : [wrapped(why).join('\n')])]
  return `${[isCut ? `${subject} …` : subject, ...body].join('\n\n')}\n`
}

/** Lines of whole words; a word that is longer has a line of its own. Columns as most tools count them: one a character. */
function wrapped(text: string, columns = 72): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
