import type {ChecklistItem} from './checklist.ts'
import type {Command, CommandResult} from './command.ts'
import type {Json} from './json.ts'
import type {Tree} from './ports.ts'
import type {Problem} from './problem.ts'

/** One file a step would write. `before` is undefined when the file doesn't exist yet. */
export type FileWrite = {readonly path: string; readonly before: string | undefined; readonly after: string}

/** What a read-only look says about a step. */
export type Inspection =
  | {
      readonly kind: 'needed'
      /** What it would do, in one line; further lines are notes for the person. */
      readonly summary: string
      /** The engine saves and writes these itself. */
      readonly writes: readonly FileWrite[]
      /** Files the step's commands may rewrite (a lockfile); saved first, so they can be put back. */
      readonly touches: readonly string[]
      /** What the look found out; kept in the state file for the report. */
      readonly found?: Json
    }
  | {readonly kind: 'done'; readonly evidence: string}
  | {readonly kind: 'blocked'; readonly problem: Problem}

/** How applying or verifying went; `data` is kept in the state file for later steps and the report. */
export type Outcome =
  | {readonly kind: 'ok'; readonly summary: string; readonly data?: Json}
  | {readonly kind: 'failed'; readonly problem: Problem; readonly data?: Json}

export type StepContext = {
  readonly tree: Tree
  /** Runs a command with its output in log files and its start and end in the state file. */
  run(command: Command): Promise<CommandResult>
  /** The text of a log, at most its last `tailBytes` (default 64 MiB). */
  readLog(path: string, tailBytes?: number): Promise<string>
  /** What an earlier step recorded as `data`. */
  resultOf(stepId: string): Json | undefined
  /** How many times the step was mended since it was started. */
  readonly mends: number
  /** One line for the person watching. */
  say(line: string): void
  readonly signal: AbortSignal
}

/** A way out of a failed step: writes that may mend it. Nothing is written until somebody, or the policy, takes it. */
export type Proposal = {
  /** Stable as long as the same thing is proposed for the same place: the name under which it is taken or left. */
  readonly id: string
  /** What it does, in one line: `Config::async_support removed in 3 places`. */
  readonly title: string
  /** The cause it mends, in a sentence; a change's id where one is known. */
  readonly why: string
  readonly change?: string
  readonly writes: readonly FileWrite[]
  /** It keeps the meaning of the code: taken without asking when nobody is there to be asked. */
  readonly isSafe: boolean
}

/** `frame`: the lines around the place as they are now. */
export type ListedItem = ChecklistItem & {readonly frame?: readonly string[]}

/** A kind of step. It writes no undo: the engine saves the old bytes before anything happens. */
export interface StepKind {
  inspect(ctx: StepContext): Promise<Inspection>
  /** What is left to do after the inspected writes are on disk; steps that only edit files have none. */
  apply?(ctx: StepContext): Promise<Outcome>
  /** `applied` is what `apply` just said; undefined when the wizard was started again in between. */
  verify(ctx: StepContext, applied: Outcome | undefined): Promise<Outcome>
  /**
   * What people are to look at, each marked on its own, from the step's recorded data. A step with a checklist writes and runs
   * nothing: it starts without being asked about, because the list is the question.
   */
  checklist?(ctx: StepContext): Promise<readonly ListedItem[]>
  /** What may mend a failed step, worked out from its recorded data and the tree as it is now. */
  propose?(ctx: StepContext): Promise<readonly Proposal[]>
}
