import {durationText} from '../domain/amount-text.ts'
import {percentText} from '../domain/percent-text.ts'
import {sizeText} from '../domain/size-text.ts'
import type {Report} from './report.ts'

/** Where the time went and what it cost in room, a sentence each; nothing where nothing was measured. */
export function timeLines({input: {time, disk, rounds}, takenMs}: Report): readonly string[] {
  const {planned, commands} = time
  if (commands === 0) return []
  return [
    planned === null
      ? `Commands took ${durationText(commands)}.`
      : `Commands took ${durationText(commands)}; ${durationText(planned)} were forecast from the baseline${offBy(planned, commands)}.`,
    `From start to end ${durationText(takenMs)}, waiting for decisions included.`,
    ...diskLine(disk),
    ...(rounds.length === 0 ? [] : [`Compile errors: ${rounds.join(' → ')}.`]),
  ]
}

function offBy(planned: number, commands: number): string {
  if (planned === 0) return ''
  const share = (commands - planned) / planned
  return Math.abs(share) < 0.005 ? '' : ` (${percentText(share)})`
}

function diskLine(disk: Report['input']['disk']): string[] {
  const [first, last] = [disk.at(0), disk.at(-1)]
  if (first === undefined || last === undefined || disk.length < 2) return []
  const least = Math.min(...disk.map(({freeBytes}) => freeBytes))
  return [
    `Free on the disk after the first command ${sizeText(first.freeBytes)}, at the end ${sizeText(last.freeBytes)}, least ${sizeText(least)}.`,
  ]
}
