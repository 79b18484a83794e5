import type {Amount} from '../domain/amount.ts'
import type {DiskView} from '../domain/disk-view.ts'
import type {LifeSign} from '../domain/life-sign.ts'
import type {Problem} from '../domain/problem.ts'
import type {Ask} from '../domain/question.ts'
import type {Survey} from '../domain/survey.ts'
import type {RunEnd} from '../engine/run-end.ts'
import type {TimedEvent} from '../journal/fold.ts'
import type {Session} from '../journal/session.ts'

/** Shows a run as lines, one after the other; nothing that was written is ever taken back. */
export type HeadlessFace = {
  readonly ask: Ask
  activity(text: string | undefined): void
  /** How far the activity is. */
  showAmount(amount: Amount): void
  /** The disks, while a session runs. */
  showDisk(view: DiskView): void
  /** How the command that runs goes on while it says nothing; undefined when none does any more. */
  showLife(sign: LifeSign | undefined): void
  see(survey: Survey): void
  resume(session: Session): void
  hear(event: TimedEvent): void
  say(line: string): void
  /** The run is over. Nothing is heard, asked or said after it. */
  end(end: Ended): void
}

export type Ended = {
  readonly exitCode: number
  /** How the run came to rest; undefined when a problem or a bug ended it. */
  readonly end?: RunEnd
  readonly problem?: Problem
  /** The verdict and the next command, a line each. */
  readonly lines: readonly string[]
}
