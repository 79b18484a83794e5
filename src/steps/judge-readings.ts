import {amountText} from '../domain/amount-text.ts'
import type {Limits} from '../domain/limits.ts'
import type {Reading} from '../domain/measurement.ts'
import {percentText} from '../domain/percent-text.ts'
import type {Problem} from '../domain/problem.ts'
import {type ComparedReading, compareReadings} from '../measure/compare-readings.ts'
import {readingName} from '../measure/reading-name.ts'

/** `told`: a line for each number that is worse than accepted, or was only within the noise. */
export type Judgement = {readonly told: readonly string[]; readonly problem?: Problem}

/**
 * Judges what a step measured again. A number past its limit is told; one so much worse that its limit calls for going back is
 * a problem, with undoing as the recommended answer: it never happens unasked.
 */
export function judgeReadings(
  before: readonly Reading[] | undefined,
  after: readonly Reading[] | undefined,
  limits: Limits,
): Judgement {
  const compared = compareReadings(before, after, limits)
  const told = compared.filter(({verdict}) => ['noise', 'exceeded', 'rollback'].includes(verdict)).map(lineOf)
  const grave = compared.filter(({verdict}) => verdict === 'rollback')
  if (grave.length === 0) return {told}
  return {
    told,
    problem: {
      code: 'rollback-recommended',
      title: `Going back is recommended: ${grave.map(readingName).join(', ')}`,
      detail: grave.map(lineOf).join('\n'),
      nextSteps: [
        'To take the upgrade back: undo, or upgrade-wizard undo --all',
        'Retry to measure again; or take it as it is and say why in a note.',
      ],
      recommendsUndo: true,
    },
  }
}

/** `bench parse: 1.2 ms → 1.4 ms, +16.7 % (limit +5 %, back from +10 % on)`. */
function lineOf(compared: ComparedReading): string {
  const {before, after, unit, change = 0, accepted = 0, rollback, verdict} = compared
  const [was, is] = [before, after].map(side => (side === undefined ? '–' : amountText(side.value, unit)))
  const back = rollback === undefined ? '' : `, back from ${percentText(rollback)} on`
  const noise = verdict === 'noise' ? '; within the noise of its measuring' : ''
  return `${readingName(compared)}: ${was} → ${is}, ${percentText(change)} (limit ${percentText(accepted)}${back})${noise}`
}
