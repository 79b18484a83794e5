import type {BreakingChange} from '../catalog/breaking-changes.ts'
import type {Releases} from '../catalog/release.ts'
import type {Finding} from '../domain/finding.ts'
import type {Plan} from '../domain/plan.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepPreview} from '../domain/question.ts'
import type {Survey, Toolchains} from '../domain/survey.ts'
import type {Candidate, Target} from '../domain/target.ts'
import type {CiFacts} from './ci-matrix.ts'
import type {Resolved} from './settle-target.ts'

/** A file system that the upgrade uses. Bytes; `needBytes` null when nothing is known about the need. */
export type DiskMount = {readonly path: string; readonly freeBytes: number; readonly needBytes: number | null}

/** The breaking changes on the way to a major, and the places in the code that meet them. */
export type CodeUses = {readonly findings: readonly Finding[]; readonly changes: readonly BreakingChange[]}

/** What breaks in the code on the way to each of the majors asked about. */
export type CodeSearch = ReadonlyMap<number, CodeUses>

/** Everything that `plan` shows, as text or as JSON. */
export type PlanInput = {
  readonly survey: Survey
  readonly toolchains: Toolchains
  readonly known: Releases
  readonly candidates: readonly Candidate[]
  readonly target: Target
  /** What breaks in the code on the way to the target; undefined when nobody looked. */
  readonly uses?: CodeUses
  /** What cargo would lock, and what that asks of Rust; undefined when it wasn't asked or couldn't say. */
  readonly resolved?: Resolved
  /** What keeps the plan from being better founded: a registry that didn't answer, a lockfile that can't be resolved. */
  readonly notes: readonly Problem[]
  readonly plan: Plan
  /** What each step would write, seen from today's tree; steps that write nothing may be missing. */
  readonly previews: readonly StepPreview[]
  readonly diskMounts: readonly DiskMount[]
  /** What it may be spread over the jobs of a CI service by; undefined when nobody looked. */
  readonly ci?: CiFacts
}
