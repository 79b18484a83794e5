import * as z from 'zod'
import {wasiTargetRename} from '../catalog/rust-facts.ts'
import type {Json} from '../domain/json.ts'
import type {Measurement, Reading} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepDeps} from './step-deps.ts'

export type ArtifactDeps = Pick<
  StepDeps,
  'survey' | 'cargo' | 'files' | 'ownCommands' | 'measure' | 'limits' | 'target'
>

/** What came of making artifacts so far. */
export type Making = {
  readonly readings: Reading[]
  readonly skipped: NonNullable<Measurement['skipped']>
  /** What was made, by names that stay the same over the upgrade. */
  readonly made: string[]
  /** What could not be made, by the same names. */
  readonly failures: {readonly name: string; readonly problem: Problem}[]
}

export function nothingMade(): Making {
  return {readings: [], skipped: [], made: [], failures: []}
}

/** What of it is kept in the state file: the numbers, what wasn't measured, and what could not be made. */
export function keptOf({readings, skipped, failures}: Pick<Making, 'readings' | 'skipped' | 'failures'>): Json {
  return {
    readings,
    ...(skipped.length === 0 ? {} : {skipped}),
    ...(failures.length === 0 ? {} : {broken: failures.map(({name}) => name)}),
  }
}

/** The failures that weren't there before, by what was recorded then: all of them where nothing was. */
export function newFailures<F extends {readonly name: string}>(
  failures: readonly F[],
  before: Json | undefined,
): readonly F[] {
  const known = z.object({broken: z.array(z.string())}).safeParse(before).data?.broken ?? []
  return failures.filter(({name}) => !known.includes(name))
}

/**
 * The size of a built file as a reading, by its path in the repository; undefined when there is no such file. Absolute path. One
 * through the target that Rust renamed is called by the new name, so that it is the same before and after.
 */
export async function sizeReading(
  {cargo: {root}, files}: Pick<ArtifactDeps, 'cargo' | 'files'>,
  absolute: string,
): Promise<Reading | undefined> {
  const value = await files.size(absolute)
  if (value === undefined) return undefined
  const kind = /\.c?wasm$/.test(absolute) ? 'wasm-size' : 'binary-size'
  return {kind, name: artifactName(root, absolute), unit: 'bytes', value, runs: 1}
}

/** A target folder outside of the repository is called as it would be in it. */
export function artifactName(root: string, absolute: string): string {
  const inside = absolute.startsWith(`${root}/`) ? absolute.slice(root.length + 1) : undefined
  const below = inside ?? absolute.replace(/^.*\/(?=wasm(?:32|64)[\w-]*\/)/, 'target/')
  return below.replace(`/${wasiTargetRename.old}/`, `/${wasiTargetRename.new}/`).slice(0, 500)
}

/** Adds a reading unless that file was read already. */
export function addReading({readings}: Making, reading: Reading | undefined): void {
  const isKnown = readings.some(({kind, name}) => kind === reading?.kind && name === reading.name)
  if (reading !== undefined && !isKnown) readings.push(reading)
}
