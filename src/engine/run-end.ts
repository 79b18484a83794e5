import type {Question} from '../domain/question.ts'

/** How a run came to rest. */
export type RunEnd =
  | {readonly kind: 'done'}
  /**
   * The person left, or was made to: the next start goes on from here. `stays`: what an undo of everything left in place outside of
   * the files, a sentence each.
   */
  | {readonly kind: 'quit'; readonly stays?: readonly string[]}
  /** Nobody could answer; the same question is asked again at the next start. */
  | {readonly kind: 'waiting'; readonly question: Question}
  | {readonly kind: 'undo-failed'; readonly failed: readonly {readonly path: string; readonly why: string}[]}
