import type {Phase} from '../../domain/phase.ts'
import type {StepPlan} from '../../domain/plan.ts'

export {duration} from '../../domain/duration.ts'
export {sizeText as diskSize} from '../../domain/size-text.ts'

/** `1 place`, `7 places`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** `0:42`, `12:05`, `1:02:05`: a clock, for what is running. From two days on only the days: `9 days`. */
export function clockTime(durationMs: number): string {
  if (durationMs >= 2 * dayMs) return `${Math.floor(durationMs / dayMs)} days`
  const seconds = Math.max(0, Math.floor(durationMs / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const tail = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

const dayMs = 24 * 3600 * 1000

/** A path below the root without the root. */
export function relativeTo(root: string | undefined, path: string): string {
  return root !== undefined && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
}

export const phaseWord: Readonly<Record<Phase, string>> = {
  survey: 'Survey',
  prepare: 'Prepare',
  dependencies: 'Dependencies',
  code: 'Code',
  validate: 'Validate',
  finish: 'Finish',
}

export const riskWord: Readonly<Record<StepPlan['risk'], string>> = {
  none: 'no risk',
  low: 'low risk',
  medium: 'medium risk',
  high: 'high risk',
}

/** `2026-11-21 14:05`, in this machine's time zone. */
export function localTime(iso: string): string {
  const at = new Date(iso)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`
}
