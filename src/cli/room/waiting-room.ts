/** Those who wait for the next news of a kind. */
export type WaitingRoom<News> = {
  readonly isEmpty: () => boolean
  /** Resolves with the next news; with undefined when the signal is aborted first. */
  next(signal: AbortSignal): Promise<News | undefined>
  tell(news: News): void
}

export function waitingRoom<News>(): WaitingRoom<News> {
  const waiting = new Set<(news: News | undefined) => void>()
  return {
    isEmpty: () => waiting.size === 0,
    next: signal =>
      new Promise(resolve => {
        const settle = (news: News | undefined) => {
          waiting.delete(settle)
          signal.removeEventListener('abort', leave)
          resolve(news)
        }
        const leave = () => settle(undefined)
        waiting.add(settle)
        signal.addEventListener('abort', leave)
        if (signal.aborted) leave()
      }),
    tell(news) {
      for (const settle of [...waiting]) settle(news)
    },
  }
}
