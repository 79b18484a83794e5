/** Gives what is there already, once; afterwards what is made anew. */
export function firstThen<T>(first: T, anew: () => Promise<T>): () => Promise<T> {
  let isFirst = true
  return async () => {
    if (!isFirst) return anew()
    isFirst = false
    return first
  }
}
