import type {Answer} from '../domain/question.ts'

/** One numbered answer to a question that is asked in lines. */
export type Choice = {
  readonly label: string
  /** What comes of it, in a few words. */
  readonly consequence?: string
  readonly disabledBecause?: string
  /** The word that chooses it as well as its number: the option's id, or what it shows. */
  readonly word: string
  readonly lead: Lead
}

/** What choosing it does first; only the first two lead to an answer at once. */
export type Lead =
  | {readonly kind: 'answer'; readonly answer: Omit<Answer, 'by'>}
  /** A line is asked for: a note, a version. */
  | {readonly kind: 'text'; readonly answer: Omit<Answer, 'by' | 'text'>}
  /** A word must be typed: for what can't be taken back easily. */
  | {readonly kind: 'typed'; readonly word: string; readonly answer: Omit<Answer, 'by'>}
  /** One of several is asked for. */
  | {readonly kind: 'pick'; readonly noun: string; readonly list: readonly Picked[]}
  /** Several are asked for; what comes of them is told, and the answer's own word must be typed. */
  | {
      readonly kind: 'several'
      readonly noun: string
      readonly count: number
      readonly judge: (chosen: readonly number[]) => Judged
    }
  /** Something is told; then the question stands again. */
  | {readonly kind: 'show'; readonly lines: () => Lines | Promise<Lines>}
  /** Another item of a checklist; past the last one stands what is said about the whole list. */
  | {readonly kind: 'go'; readonly item: number}

export type Picked = {readonly label: string; readonly lead: Lead}
/** What comes of several that were chosen; without an answer they can't be. */
export type Judged = {readonly lines: Lines; readonly answer?: Omit<Answer, 'by'>}
export type Lines = readonly string[]

/** A question as it is asked in lines: what it is about, then its choices. */
export type Numbered = {
  readonly lines: Lines
  readonly choices: readonly Choice[]
  /** The choice that a bare Enter takes, counted from 0; undefined where there is none. */
  readonly recommended: number | undefined
}
