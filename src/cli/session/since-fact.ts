/** One thing that happened while no wizard was at work, in a sentence. */
export type SinceFact = {
  readonly kind:
    | 'age'
    | 'clock'
    | 'commits'
    | 'branch'
    | 'head'
    | 'edited'
    | 'rust'
    | 'logs'
    | 'host'
    | 'restart'
    | 'wizard'
    | 'torn'
  readonly text: string
}
