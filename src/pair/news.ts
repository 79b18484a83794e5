import type {Amount} from '../domain/amount.ts'
import type {DiskView} from '../domain/disk-view.ts'
import type {LifeSign} from '../domain/life-sign.ts'
import type {Question} from '../domain/question.ts'
import type {Survey} from '../domain/survey.ts'
import type {Suggestion, WheelView} from '../domain/wheel-view.ts'
import type {TimedEvent} from '../journal/fold.ts'
import type {Happening} from '../journal/happening.ts'
import type {Session} from '../journal/session.ts'
import type {Trees} from '../plan/compare-trees.ts'

/**
 * What a run tells whoever watches it, as data that JSON can hold: state and events, never what is on a screen. Every screen
 * makes its own of it. Output of commands isn't in it: each side reads the log files.
 */
export type News =
  | {readonly kind: 'survey'; readonly survey: Survey}
  /** A session as it stands. */
  | {readonly kind: 'session'; readonly session: Session; readonly happened: readonly Happening[]}
  /** One event further; saved contents are left out. */
  | {readonly kind: 'event'; readonly timed: TimedEvent}
  | {readonly kind: 'activity'; readonly text?: string}
  | {readonly kind: 'amount'; readonly amount: Amount}
  | {readonly kind: 'trees'; readonly trees: Trees}
  | {readonly kind: 'disk'; readonly disk: DiskView}
  | {readonly kind: 'life'; readonly sign?: LifeSign}
  | {readonly kind: 'said'; readonly line: string}
  /** `Bo: looks good`: what people say to each other. Nobody keeps it. */
  | {readonly kind: 'spoken'; readonly line: string}
  /** A question stands open. `number` grows by one with each: an answer names the one that it answers. */
  | {readonly kind: 'asked'; readonly number: number; readonly question: Question}
  /** It has its answer, or nobody is asked any more. */
  | {readonly kind: 'settled'; readonly number: number; readonly by?: string; readonly option?: string}
  | {readonly kind: 'suggested'; readonly number: number; readonly suggestions: readonly Suggestion[]}
  | {readonly kind: 'wheel'; readonly wheel: WheelView}
  /** The run is over: what it ends with, a line each. */
  | {readonly kind: 'ended'; readonly lines: readonly string[]}
