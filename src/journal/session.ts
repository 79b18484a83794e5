import type {ItemMark} from '../domain/checklist.ts'
import {type FileState, isSameState} from '../domain/file-state.ts'
import type {Json} from '../domain/json.ts'
import type {Person} from '../domain/person.ts'
import type {Plan, StepPlan} from '../domain/plan.ts'
import type {ProcessId} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {FileChange, Machine} from './event.ts'

/** Where one step stands. What was decided and what the journal proves; drift is found by looking at the tree. */
export type StepStatus =
  | {readonly status: 'waiting'}
  | {readonly status: 'not-needed'; readonly evidence: string}
  | {readonly status: 'blocked'; readonly problem: Problem}
  | {readonly status: 'skipped'; readonly by: string}
  /** `mending`: announced writes of a mend, each of which may be done or not. */
  | {readonly status: 'running'; readonly applied: boolean; readonly mending?: readonly FileChange[]}
  | {readonly status: 'verified'; readonly summary: string}
  | {readonly status: 'failed'; readonly problem: Problem}
  /** `despite`: it had failed and was taken as it is. */
  | {readonly status: 'accepted'; readonly summary: string; readonly by: string; readonly despite?: Problem}
  | {readonly status: 'undone'; readonly by: string}

export type StepSession = {
  readonly plan: StepPlan
  readonly state: StepStatus
  /** How often it was started; 0 when never. */
  readonly attempt: number
  /** Milliseconds from its latest start to its latest outcome, commands and gates included. */
  readonly durationMs: number
  readonly startedAt?: string
  /** What the latest attempt wrote or may write; `after` is undefined while that isn't known. */
  readonly files: readonly {readonly path: string; readonly before: FileState; readonly after?: FileState}[]
  readonly data?: Json
  /** What the look before the latest attempt found out. */
  readonly found?: Json
  /** What was taken to mend the latest attempt, round by round. */
  readonly mends?: readonly {readonly proposals: readonly string[]; readonly by: string}[]
  /** Ids of proposals and changes that aren't to be proposed again for the latest attempt. */
  readonly skipped?: readonly string[]
  /** What was said about the items of its checklist, each once, the latest last. They outlive the attempt. */
  readonly marks?: readonly ItemMark[]
  readonly commands: readonly CommandSession[]
  /** The commit that has what the latest attempt left; null when it goes without. Absent while nothing was said of it. */
  readonly commit?: string | null
}

export type CommandSession = {
  readonly marker: string
  readonly step: string
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>> | undefined
  readonly out: string
  readonly err: string
  readonly startedAt: string
  readonly process?: ProcessId
  /** It isn't of the step's own doing. */
  readonly isAside?: true
  /** Why it stands still, while it does. */
  readonly paused?: string
  readonly ended?: {readonly outcome: string; readonly durationMs: number}
}

/** The state of a session: a fold over its events, nothing else. */
export type Session = {
  readonly sessionId: string
  readonly tool: string
  readonly plan: Plan
  readonly startedAt: string
  readonly by: string
  readonly git: {readonly branch: string | null; readonly head: string | null} | null
  /** The wizard, the commit and the machine of its latest part. Of older state files, what there was at the start. */
  readonly latest: {readonly tool: string; readonly git: Session['git']; readonly machine?: Machine}
  readonly before?: Json
  /** Each accepted step becomes a commit of its own. */
  readonly commitSteps?: true
  /** The branch that was asked for. */
  readonly branch?: string
  /** Every commit that was made for a step, oldest first; an undo leaves them where they are. */
  readonly commits?: readonly {readonly step: string; readonly commit: string}[]
  readonly steps: readonly StepSession[]
  /** Every change ever made by a step or an undo, oldest first: what undo replays. */
  readonly history: readonly HistoryEntry[]
  /** Every undo that was carried out, oldest first. */
  readonly undone?: readonly TakenBack[]
  /** What was left on the disk after each command, oldest first. */
  readonly disk?: readonly {readonly at: string; readonly freeBytes: number}[]
  /** An undo that was announced and not yet finished. */
  readonly undoing?: Undoing & {readonly at: string}
  /** The latest undo, when it could not restore everything; cleared by the next one that can. */
  readonly failedUndo?: {
    readonly steps: readonly string[]
    readonly failed: readonly FailedFile[]
  }
  readonly notes: readonly {readonly step?: string; readonly text: string; readonly by: string; readonly at: string}[]
  /** Those who pair or did, each once; absent where nobody did. */
  readonly people?: readonly Person[]
  /** Who of them drives, by name. */
  readonly driver?: string
  /** What a second person agreed to, oldest first. */
  readonly approvals?: readonly Approval[]
  readonly verdict?: 'done' | 'stopped' | 'undone'
  readonly lastEventAt: string
}

/** What a second person agreed to, and who had asked for it. */
export type Approval = {readonly what: string; readonly by: string; readonly asked: string; readonly at: string}

/** A file that an undo couldn't put back, and what it was to be. */
export type FailedFile = {readonly path: string; readonly why: string; readonly promised: FileState}

export type HistoryEntry =
  | {readonly kind: 'change'; readonly step: string; readonly files: readonly FileChange[]}
  | {readonly kind: 'undo'; readonly steps: readonly string[]; readonly files: readonly FileChange[]}

/** An undo that was carried out, and what was wrong with the steps when it began. */
export type TakenBack = {
  readonly steps: readonly string[]
  readonly reason: Undoing['reason']
  readonly by: string
  /** ISO time of its beginning. */
  readonly at: string
  /** How many files were put back. */
  readonly files: number
  readonly problems: readonly {readonly step: string; readonly title: string}[]
}

export type Undoing = {
  readonly steps: readonly string[]
  readonly reason: 'roll-back' | 'retry' | 'undo' | 'interrupted'
  readonly files: readonly FileChange[]
  readonly by: string
  /** Its steps are asked about before they start anew, whatever the reason. */
  readonly asks?: true
}

/** Steps whose changes are in the tree: applied, and neither rolled back nor undone since. */
export function stepsInForce(session: Session): readonly StepSession[] {
  return session.steps.filter(
    step =>
      ['verified', 'failed', 'accepted'].includes(step.state.status) ||
      (step.state.status === 'running' && step.state.applied),
  )
}

/** The accepted step of which nothing was said yet about a commit, where each is to have one. */
export function uncommittedStep(session: Session): StepSession | undefined {
  if (session.commitSteps === undefined) return undefined
  return session.steps.find(
    ({state, files, commit}) =>
      state.status === 'accepted' &&
      commit === undefined &&
      files.some(({before, after}) => after !== undefined && !isSameState(before, after)),
  )
}

/** The first step that still asks for something; undefined when the session is through. */
export function currentStep(session: Session): StepSession | undefined {
  return session.steps.find(step => !['accepted', 'not-needed', 'skipped'].includes(step.state.status))
}

/** The command that was started under this marker. It mostly is the latest of its step, so that one is tried first. */
export function findCommand({steps}: Pick<Session, 'steps'>, marker: string): CommandSession | undefined {
  const latest = steps.find(({commands}) => commands.at(-1)?.marker === marker)
  const all = latest === undefined ? steps : [latest]
  for (const {commands} of all) {
    const found = commands.findLast(command => command.marker === marker)
    if (found !== undefined) return found
  }
  return undefined
}
