import type {Command, CommandResult} from '../domain/command.ts'
import {duration} from '../domain/duration.ts'
import type {Measurement, Reading} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {isAllMade, ownArtifacts} from '../measure/own-artifacts.ts'
import {spreadOfRuns} from '../measure/spread.ts'
import {commandFailed} from './cargo.ts'
import type {TimeTools} from './step-deps.ts'

/** What came of measuring times. A `problem` only where it was cancelled: times that can't be had are told in `skipped`. */
export type Times = {
  readonly readings: readonly Reading[]
  readonly skipped: NonNullable<Measurement['skipped']>
  readonly problem?: Problem
}

export const noTimes: Times = {readings: [], skipped: []}

/** What is timed: cargo's command, and cargo's JSON messages of the run just before it. */
type Timed = {
  readonly kind: 'check-time' | 'build-time'
  readonly command: Command
  readonly messages: string
  readonly mostRuns: number
}

/**
 * What a developer waits for after an edit, in ms: the repository's own crates checked or built again while everything that they
 * depend on is ready. The command must have run just before, so that both sides are measured alike; its sources aren't touched.
 * A run counts only when cargo tells that it made every one of these crates, and didn't wait for another cargo.
 */
export async function timeAfterEdit(ctx: StepContext, tools: TimeTools, timed: Timed): Promise<Times> {
  const {kind, command, mostRuns} = timed
  const without = await tools.whyNotIncremental()
  if (without !== undefined) return skip(kind, without)
  ctx.say(`Timing ${shortName(command)} as after an edit`)
  const values: number[] = []
  let {messages} = timed
  let spentMs = 0
  let tried = 0
  while (tried < mostRuns && spentMs < (tried < 2 ? secondRunMs : budgetMs)) {
    await tools.makeStale(ownArtifacts(messages))
    const result = await ctx.run(command)
    if (result.outcome.kind === 'cancelled') return {...noTimes, problem: await commandFailed(ctx, command, result)}
    messages = await ctx.readLog(result.out)
    const why = await whyUseless(result, messages)
    if (why !== undefined) return skip(kind, why)
    if (!(await hasWaited(ctx, result))) values.push(result.durationMs)
    spentMs += result.durationMs
    tried += 1
  }
  const [first, ...more] = values
  return first === undefined
    ? skip(kind, 'each time, cargo had to wait for another cargo')
    : {readings: [{kind, name: '', unit: 'ms', ...spreadOfRuns([first, ...more])}], skipped: []}
}

/**
 * The whole build from nothing, in ms, once: in a folder of its own that is removed afterwards, and past any cache of compiled
 * crates, whose times would say more of the cache. Told in `skipped` where there is no room for it.
 */
export async function timeCold(
  ctx: StepContext,
  tools: TimeTools,
  {kind, command}: Omit<Timed, 'messages' | 'mostRuns'>,
): Promise<Times> {
  const what = `${kind} cold`
  const place = await tools.coldFolder()
  if ('why' in place) return skip(what, place.why)
  ctx.say(`Timing ${shortName(command)} from nothing`)
  try {
    const folder = {CARGO_TARGET_DIR: place.folder, CARGO_BUILD_BUILD_DIR: place.folder, RUSTC_WRAPPER: ''}
    const cold = {...command, env: {...command.env, ...folder}}
    const result = await ctx.run(cold)
    if (result.outcome.kind === 'cancelled') return {...noTimes, problem: await commandFailed(ctx, cold, result)}
    const problem = result.problem?.title
    if (problem !== undefined) return skip(what, problem)
    if (!isAllMade(await ctx.readLog(result.out))) return skip(what, 'cargo found some of it built already')
    const once = {value: result.durationMs, runs: 1}
    return {readings: [{kind, name: 'cold', unit: 'ms', ...once}], skipped: []}
  } finally {
    await place.remove()
  }
}

/** Several measurements as one; the first problem counts. */
export function joinTimes(...all: readonly Times[]): Times {
  const problem = all.find(one => one.problem !== undefined)?.problem
  return {
    readings: all.flatMap(({readings}) => readings),
    skipped: all.flatMap(({skipped}) => skipped),
    ...(problem === undefined ? {} : {problem}),
  }
}

/** The parts of a measurement that times are kept in; nothing where there is none. */
export function recordedTimes({readings, skipped}: Times): Pick<Measurement, 'readings' | 'skipped'> {
  return {
    ...(readings.length === 0 ? {} : {readings: [...readings]}),
    ...(skipped.length === 0 ? {} : {skipped: [...skipped]}),
  }
}

/** `; cargo check after an edit: 1.2 s`, for a summary; nothing where it wasn't measured. */
export function tellTimes({readings = []}: {readonly readings?: readonly Reading[] | undefined}): string {
  return readings
    .filter(({kind}) => kind === 'check-time' || kind === 'build-time')
    .map(
      ({kind, name, value}) =>
        `; ${words[kind as Timed['kind']]} ${name === '' ? 'after an edit' : name}: ${duration(value)}`,
    )
    .join('')
}

async function whyUseless(result: CommandResult, messages: string): Promise<string | undefined> {
  if (result.problem !== undefined) return result.problem.title
  const own = ownArtifacts(messages)
  if (own.length === 0) return 'cargo named no crate of the repository’s own that it made'
  const fresh = own.filter(({isFresh}) => isFresh).map(({packageName, target}) => `${packageName} (${target})`)
  return fresh.length === 0 ? undefined : `cargo took ${fresh.slice(0, 3).join(', ')} as it was`
}

async function hasWaited(ctx: StepContext, {err}: CommandResult): Promise<boolean> {
  return (await ctx.readLog(err, 64 * 1024)).includes('Blocking waiting for file lock')
}

function skip(what: string, why: string): Times {
  return {readings: [], skipped: [{what, why}]}
}

function shortName({argv}: Command): string {
  return argv.slice(0, 2).join(' ')
}

const words = {'check-time': 'cargo check', 'build-time': 'cargo build'} as const

/** Once this much time went into the runs of one command, no further one is started. */
const budgetMs = 30_000

/** A second run is worth more: one alone doesn't tell how much it varies. */
const secondRunMs = 120_000
