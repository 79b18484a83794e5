import type {CheckedItem} from '../domain/checklist.ts'
import type {Limits} from '../domain/limits.ts'
import type {Measurement} from '../domain/measurement.ts'
import type {Person} from '../domain/person.ts'
import type {Phase} from '../domain/phase.ts'
import type {Problem} from '../domain/problem.ts'
import type {Target} from '../domain/target.ts'
import type {Approval} from '../journal/session.ts'
import type {BreakingChanges} from './breaking-changes.ts'
import type {Duplicates} from './consolidated.ts'
import type {EarlierSession} from './earlier-session.ts'
import type {TakenBackRow} from './taken-back.ts'
import type {TimeReport} from './time-report.ts'
import type {WaysBack} from './way-back.ts'

/** How one step ended. Same words as the session's. */
export type ReportStep = {
  readonly id: string
  readonly title: string
  readonly phase: Phase
  readonly status:
    | 'waiting'
    | 'not-needed'
    | 'blocked'
    | 'skipped'
    | 'running'
    | 'verified'
    | 'failed'
    | 'accepted'
    | 'undone'
  /** How often it was started; 0 when never. */
  readonly attempts: number
  /** Who accepted, skipped or undid it. */
  readonly decidedBy?: string
  readonly durationMs: number
  /** It left files other than it found them, at some time; an undo may have put them back. */
  readonly changedFiles: boolean
  /** The commit that has what it left. */
  readonly commit?: string
  /** What it did, or why it wasn't needed. */
  readonly summary?: string
  readonly problem?: Problem
}

/** Something that had one version before and has another now; null where it isn't known, and of Rust where nothing states one. */
export type VersionChange = {readonly name: string; readonly before: string | null; readonly after: string | null}

/** Lines that were added to and removed from a file. */
export type FileChangeStat = {readonly path: string; readonly added: number; readonly removed: number}

/** A change of behaviour that no compiler reports. */
export type SilentChange = {readonly major: number; readonly crate: string; readonly summary: string}

/** The facts of a session, as far as the report needs them. Times are ISO instants. */
export type ReportInput = {
  /** `upgrade-wizard 0.1.0`. */
  readonly tool: string
  /** The repository's name, not its path. */
  readonly repository: string
  readonly target: Target
  readonly versions: readonly VersionChange[]
  readonly steps: readonly ReportStep[]
  /** Ids of steps that belong to the way and were not wanted. */
  readonly leftOut?: readonly string[]
  readonly notes: readonly {readonly step?: string; readonly text: string; readonly by: string}[]
  /** Those who paired; absent where nobody did. */
  readonly people?: readonly Person[]
  /** What a second person agreed to. */
  readonly approvals?: readonly Approval[]
  /** Measured before anything was written. */
  readonly baseline?: Measurement
  /** Measured after the upgrade; parts that weren't measured again are missing. */
  readonly after?: Measurement
  /** How much worse each number may become; the defaults when absent. */
  readonly limits?: Limits
  readonly files: readonly FileChangeStat[]
  readonly silentChanges: readonly SilentChange[]
  /** What the upgrade leaves to people in the code, with what was said about it. */
  readonly checklist: readonly CheckedItem[]
  /** Mentions of old versions that stay in guides, with their places: `docs/a.md:3: …`. */
  readonly documentsLeft?: readonly string[]
  /** The breaking changes on the way, and how those that the code met were handled. */
  readonly breaking: BreakingChanges
  readonly duplicates: Duplicates
  readonly takenBack: readonly TakenBackRow[]
  /** The attempts before this one, as far as their state files were put aside; oldest first. */
  readonly earlier: readonly EarlierSession[]
  /** Compile errors, round by round. */
  readonly rounds: readonly number[]
  /** What was left on the disk after each command, oldest first. */
  readonly disk: readonly {readonly at: string; readonly freeBytes: number}[]
  readonly back: WaysBack
  readonly time: TimeReport
  readonly startedAt: string
  readonly endedAt: string
  /** Where it ran: `linux-x64`. Undefined in older state files. */
  readonly platform?: string
}
