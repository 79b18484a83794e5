import type {Json} from '../domain/json.ts'
import {type Measurement, measurementSchema} from '../domain/measurement.ts'

/** The steps that measure before anything is written, in the order they run. */
export const stepsBefore = [
  'record-artifacts',
  'record-baseline',
  'record-own-commands',
  'record-features',
  'record-benches',
  'record-advisories',
] as const

/** The steps that measure what came of it. Where two tell the same, the later has the last word. */
export const stepsAfter = [
  'prove-build',
  'lint-code',
  'rebuild-artifacts',
  'prove-tests',
  'prove-features',
  'run-benches',
  'run-own-commands',
  'audit-dependencies',
] as const

/**
 * What these steps recorded, as one measurement; undefined when none of them did. `dataOf` gives what a step recorded.
 * Readings, commands and what was skipped are put together; of everything else the latest counts.
 */
export function mergeSide(
  steps: readonly string[],
  dataOf: (step: string) => Json | undefined,
): Measurement | undefined {
  const parts = steps.flatMap(step => partSchema.safeParse(dataOf(step)).data ?? [])
  if (parts.length === 0) return undefined
  const readings = parts.flatMap(part => part.readings ?? [])
  const commands = parts.flatMap(part => part.commands ?? [])
  const skipped = parts.flatMap(part => part.skipped ?? [])
  return {
    ...Object.assign({}, ...parts),
    locked: parts.findLast(part => part.locked !== undefined)?.locked ?? {},
    ...(readings.length === 0 ? {} : {readings}),
    ...(commands.length === 0 ? {} : {commands}),
    ...(skipped.length === 0 ? {} : {skipped}),
  }
}

const partSchema = measurementSchema.partial()
