import {durationText} from '../domain/amount-text.ts'
import {count} from '../domain/count.ts'
import {sizeText} from '../domain/size-text.ts'
import type {Handling} from './handled-changes.ts'
import type {Report} from './report.ts'

/** What the next upgrade of this repository can expect, from what this one took: facts, a sentence each. */
export function listLessons(report: Report): readonly string[] {
  const {input, proofs, metrics} = report
  const tried = input.steps.filter(({attempts}) => attempts > 1)
  const slowest = input.steps.toSorted((a, b) => b.durationMs - a.durationMs)[0]
  const beyond = metrics.filter(({verdict}) => verdict === 'exceeded' || verdict === 'rollback')
  const isLong = slowest !== undefined && slowest.durationMs >= longMs
  return [
    ...codeLessons(input),
    ...tried.map(({title, attempts}) => `“${title}” took ${attempts} tries.`),
    ...(isLong ? [`“${slowest.title}” took longest: ${durationText(slowest.durationMs)}.`] : []),
    ...beyond.map(({name}) => `${name} went past its limit.`),
    ...(proofs.flaky.length === 0 ? [] : [`${count(proofs.flaky.length, 'test')} failed and passed when run again.`]),
    ...roomLesson(input.disk),
    ...(input.earlier.length === 0 ? [] : [`It was the attempt after ${count(input.earlier.length, 'other')}.`]),
  ]
}

/** Who adapted the code, and what was behind its errors. */
function codeLessons({breaking, rounds}: Report['input']): string[] {
  const places = (how: Handling['how']) =>
    breaking.met
      .flatMap(({handled}) => handled)
      .filter(one => one.how === how)
      .reduce((sum, one) => sum + one.places, 0)
  const shares = ([...adapted] as const).map(how => ({how, places: places(how)})).filter(one => one.places > 0)
  const isMended = rounds.length > 1
  return [
    ...(shares.length === 0
      ? []
      : [`Code: ${shares.map(one => `${count(one.places, 'place')} ${one.how}`).join(', ')}.`]),
    ...(isMended ? [`The compiler’s errors went ${rounds.join(' → ')} in ${count(rounds.length, 'round')}.`] : []),
  ]
}

/** What was filled at most since the first command ended. */
function roomLesson(disk: Report['input']['disk']): string[] {
  const free = disk.map(({freeBytes}) => freeBytes)
  const used = Math.max(0, (free[0] ?? 0) - Math.min(...free))
  return used < muchRoom ? [] : [`It filled up to ${sizeText(used)} of the disk.`]
}

const adapted = [
  'rewritten by a rule',
  'mended as the compiler suggests',
  'mended by hand',
  'looked at and done',
] as const satisfies readonly Handling['how'][]
const longMs = 60_000
const muchRoom = 1e9
