import type {TellAmount} from '../../domain/amount.ts'
import type {DiskView} from '../../domain/disk-view.ts'
import type {LifeSign} from '../../domain/life-sign.ts'
import type {Ask} from '../../domain/question.ts'
import type {Interrupts} from '../../engine/interrupts.ts'
import type {TimedEvent} from '../../journal/fold.ts'
import type {Happening} from '../../journal/happening.ts'
import type {Session} from '../../journal/session.ts'
import type {Trees} from '../../plan/compare-trees.ts'
import type {Sight} from '../look/look.ts'
import type {EditFile} from '../session/draft.ts'

/** What a run talks to: the screens, plain lines or JSON lines. */
export type Face = {
  readonly ask: Ask
  readonly interrupts: Interrupts
  /** Something that takes a while and isn't a command: `Reading the repository`. */
  activity(text: string | undefined): void
  see(sight: Sight): void
  /** A session that was there before this start, with what had happened in it. */
  resume(session: Session, happened: readonly Happening[]): void
  hear(event: TimedEvent): void
  say(line: string): void
  /** How far the activity is, where that is known; heard by faces that have a place for it. */
  readonly showAmount?: TellAmount
  /** The family before the session and now; a face without it is spared the looking. */
  readonly showTrees?: (trees: Trees) => void
  /** Opens a file of the wizard's own in the person's editor, where somebody has a terminal. */
  readonly editFile?: EditFile
  /** The disks, while a session runs. */
  readonly showDisk?: (view: DiskView) => void
  /** How the command that runs goes on while it says nothing; undefined when none does any more. */
  readonly showLife?: (sign: LifeSign | undefined) => void
  /** Somebody is there to read the report of what is done before the wizard ends. */
  readonly showsReport?: true
}
