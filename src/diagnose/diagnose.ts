import type {Diagnosis} from '../domain/diagnosis.ts'
import type {CompilerError} from '../measure/compiler-errors.ts'
import {fingerprint} from './fingerprint.ts'
import {describeCause, groupErrors} from './group-errors.ts'
import {stalledBecause, withRound} from './judge-rounds.ts'
import type {Knowledge} from './match-change.ts'
import {type EditableFile, suggestedEdits} from './suggested-edits.ts'

export type Diagnosing = {
  readonly errors: readonly CompilerError[]
  /** Targets that don't compile and did before. */
  readonly targets: readonly string[]
  /** How many times the code was mended so far. */
  readonly mends: number
  /** What was found out in the round before. */
  readonly before: Diagnosis | undefined
  readonly knowledge: Knowledge
  readonly file: EditableFile
}

/** One more round: the errors by cause, with what may mend them, and whether mending still leads somewhere. */
export function diagnose({errors, targets, mends, before, knowledge, file}: Diagnosing): Diagnosis {
  const round = {errors: errors.length, mends, targets: [...targets], fingerprint: nameOf(errors)}
  const rounds = withRound(before?.rounds ?? [], round)
  const stalled = stalledBecause(rounds)
  const causes = groupErrors(errors, knowledge).slice(0, mostGroups)
  return {
    rounds: [...rounds],
    ...metOf(before, causes),
    groups: causes.map(cause => describeCause(cause, error => suggestedEdits(error, file))),
    ...(stalled === undefined ? {} : {stalled}),
  }
}

/** An error that is mended is forgotten by the next round; the change it came from isn't. */
function metOf(before: Diagnosis | undefined, causes: ReturnType<typeof groupErrors>): Pick<Diagnosis, 'met'> {
  const met: Record<string, number> = {...before?.met}
  for (const {change, errors} of causes) if (change) met[change.id] = Math.max(met[change.id] ?? 0, errors.length)
  return Object.keys(met).length === 0 ? {} : {met}
}

/** Without lines: an error that only moved is the same error. */
function nameOf(errors: readonly CompilerError[]): string {
  const named = errors.map(({code, message, place}) => JSON.stringify([code, message, place?.path]))
  return fingerprint(named.toSorted().join('\n'))
}

const mostGroups = 500
