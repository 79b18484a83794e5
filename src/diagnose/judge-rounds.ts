import type {Diagnosis, Round} from '../domain/diagnosis.ts'

/** The rounds with one more. The same errors once more, with nothing mended in between, are no new round. */
export function withRound(rounds: readonly Round[], next: Round): readonly Round[] {
  const last = rounds.at(-1)
  const isSame = last?.mends === next.mends && last.fingerprint === next.fingerprint
  return isSame ? [...rounds.slice(0, -1), next] : [...rounds, next]
}

/** Why mending leads nowhere any more; undefined as long as it may lead somewhere. */
export function stalledBecause(rounds: readonly Round[]): Diagnosis['stalled'] {
  const last = rounds.at(-1)
  if (last === undefined || last.errors === 0) return undefined
  if (last.mends >= mostMends) return 'too-many-rounds'
  const earlier = rounds.filter(({mends}) => mends < last.mends)
  if (earlier.some(({fingerprint}) => fingerprint === last.fingerprint)) return 'same-errors'
  return isIdle(rounds.at(-2), last) && isIdle(rounds.at(-3), rounds.at(-2)) ? 'no-progress' : undefined
}

/** Mended without fewer errors. Errors in a target that was not reached before are no step back. */
function isIdle(before: Round | undefined, after: Round | undefined): boolean {
  if (before === undefined || after === undefined || before.mends === after.mends) return false
  return after.errors >= before.errors && after.targets.every(target => before.targets.includes(target))
}

const mostMends = 20
