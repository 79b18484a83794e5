import type {Clock, Programs, Tree} from '../domain/ports.ts'
import type {Ask} from '../domain/question.ts'
import type {StepKind} from '../domain/step-kind.ts'
import type {Journal} from '../journal/journal.ts'
import type {EditText} from './edit-text.ts'
import type {Interrupts} from './interrupts.ts'
import type {RoomGuard} from './room-guard.ts'
import type {StepCommits} from './step-commits.ts'
import type {UndoAdvice} from './undo-advice.ts'

/** Everything the engine works with. It knows nothing of what the steps are about. */
export type EngineContext = {
  readonly journal: Journal
  readonly tree: Tree
  readonly programs: Programs
  readonly clock: Clock
  /** Step kinds by name; a plan that names another one is refused. */
  readonly kinds: ReadonlyMap<string, StepKind>
  readonly ask: Ask
  /** What whoever knows the steps says about undoing them. */
  readonly undoAdvice?: UndoAdvice
  /** Lets a person edit two versions of a file into one; without it that isn't offered. */
  readonly editText?: EditText
  readonly interrupts: Interrupts
  /** Without one, commands run until the disk is full. */
  readonly room?: RoomGuard
  /** Where each accepted step is to become a commit. */
  readonly commits?: StepCommits
  /** Absolute folder for the output of commands. */
  readonly logFolder: string
  readonly readLog: (path: string, tailBytes: number) => Promise<string>
  /** One line for whoever watches. */
  readonly say: (line: string) => void
}
