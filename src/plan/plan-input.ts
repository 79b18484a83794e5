import type {Plan} from '../domain/plan.ts'
import type {StepPreview} from '../domain/question.ts'
import type {Survey, Toolchains} from '../domain/survey.ts'
import type {Candidate, Target} from '../domain/target.ts'

/** A file system that the upgrade uses. Bytes; `needBytes` null when nothing is known about the need. */
export type DiskMount = {readonly path: string; readonly freeBytes: number; readonly needBytes: number | null}

/** Everything that `plan` shows, as text or as JSON. */
export type PlanInput = {
  readonly survey: Survey
  readonly toolchains: Toolchains
  readonly candidates: readonly Candidate[]
  readonly target: Target
  readonly plan: Plan
  /** What each step would write, seen from today's tree; steps that write nothing may be missing. */
  readonly previews: readonly StepPreview[]
  readonly diskMounts: readonly DiskMount[]
}
