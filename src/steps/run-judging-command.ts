import type {Command, CommandResult} from '../domain/command.ts'
import type {Measurement, Reading} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {type Printed, readNumber} from '../measure/read-number.ts'
import {spreadOfRuns} from '../measure/spread.ts'
import type {JudgingCommand, OwnCommand} from '../settings/own-command.ts'
import {type NumberToRead, numberName} from '../settings/read-number-schema.ts'
import {type CargoSetting, commandFailed, succeeded} from './cargo.ts'

type CommandOutcome = NonNullable<Measurement['commands']>[number]
type Skipped = NonNullable<Measurement['skipped']>[number]

/** What came of one command: `skipped` is what of it, or that it, said nothing. */
export type JudgedCommand = {
  readonly result?: CommandOutcome
  readonly readings: readonly Reading[]
  readonly skipped: readonly Skipped[]
  readonly failure?: Problem
}

/** A command was cancelled, or something else than it failed. */
export type Ended = {readonly ended: Problem}

/**
 * Runs a command as often as it wants, until it fails, and reads the numbers in what it printed. A found one whose program isn't
 * there is skipped: on the machine where it is used, it is.
 */
export async function runJudgingCommand(
  ctx: StepContext,
  setting: CargoSetting,
  judging: JudgingCommand,
): Promise<JudgedCommand | Ended> {
  const {name, repeat = 1, found} = judging
  const command = commandOf(judging, {cargo: setting})
  const printed: Printed[] = []
  let durationMs = 0
  for (let time = 1; time <= repeat; time += 1) {
    ctx.say(repeat === 1 ? `Running ${name}` : `Running ${name} (${time} of ${repeat})`)
    const ran = await ctx.run(command)
    if (ran.outcome.kind === 'cancelled' || ran.problem !== undefined) {
      return {ended: await commandFailed(ctx, command, ran)}
    }
    if (ran.outcome.kind === 'not-found' && found !== undefined)
      return skip(name, `${ran.outcome.program} isn’t installed`)
    durationMs += ran.durationMs
    if (!succeeded(ran)) return failedSo(judging, outcomeOf(ran), durationMs, await commandFailed(ctx, command, ran))
    if (judging.number !== undefined) printed.push(await printedBy(ctx, ran))
  }
  return {...numbersOf(judging, printed), result: {name, outcome: 'passed', durationMs}}
}

/** With the Rust that the upgrade is built with, as far as the command goes through rustup, and cargo offline where all of it is. */
export function commandOf({run, cwd, timeout}: OwnCommand, {cargo}: {readonly cargo: CargoSetting}): Command {
  const {root, toolchain, isOffline} = cargo
  return {
    argv: run,
    cwd: cwd === undefined ? root : `${root}/${cwd}`,
    env: {RUSTUP_TOOLCHAIN: toolchain, ...(isOffline ? {CARGO_NET_OFFLINE: 'true'} : {})},
    limitMs: timeout * 1000,
  }
}

/** A command that isn't run, with the reason. */
export function skip(name: string, why: string): JudgedCommand {
  return {readings: [], skipped: [{what: name, why}]}
}

function failedSo(
  {name, number = []}: OwnCommand,
  outcome: CommandOutcome['outcome'],
  durationMs: number,
  failure: Problem,
): JudgedCommand {
  const skipped = number.map(one => ({what: numberName(name, one), why: 'the command failed'}))
  return {result: {name, outcome, durationMs}, readings: [], skipped, failure}
}

/** Of a number that is missing once, no median is told. */
function numbersOf({name, number = []}: OwnCommand, printed: readonly Printed[]): Omit<JudgedCommand, 'result'> {
  const readings: Reading[] = []
  const skipped: Skipped[] = []
  for (const one of number) {
    const read = printed.map(output => readNumber(output, one))
    const missing = read.find(value => typeof value !== 'number')
    const [first, ...rest] = read.filter(value => typeof value === 'number')
    if (missing !== undefined) skipped.push({what: numberName(name, one), why: missing.problem})
    else if (first !== undefined) readings.push(readingOf(numberName(name, one), one, [first, ...rest]))
  }
  return {readings, skipped}
}

function readingOf(name: string, {unit, better}: NumberToRead, values: readonly [number, ...number[]]): Reading {
  const {value, low, high, runs} = spreadOfRuns(values)
  const spread = runs === 1 ? {} : {low, high}
  return {kind: 'command', name, unit, value, runs, ...spread, ...(better === 'higher' ? {higherIsBetter: true} : {})}
}

async function printedBy(ctx: StepContext, {out, err}: CommandResult): Promise<Printed> {
  const [first, second] = await Promise.all([ctx.readLog(out, mostRead), ctx.readLog(err, mostRead)])
  return {out: first, err: second}
}

function outcomeOf({outcome}: CommandResult): CommandOutcome['outcome'] {
  return outcome.kind === 'timed-out' ? 'timed-out' : 'failed'
}

/** A number stands near the end of what is printed. */
const mostRead = 4 * 1024 * 1024
