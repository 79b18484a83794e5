import type * as z from 'zod'
import {count} from '../domain/count.ts'
import type {Json} from '../domain/json.ts'
import {type Measurement, measurementSchema, type Reading} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {Inspection, Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {commandLines} from '../settings/canonical-commands.ts'
import {isMaker, type JudgingCommand} from '../settings/own-command.ts'
import {engineCheck, needsEngine} from './container-engine.ts'
import {judgeReadings} from './judge-readings.ts'
import {type Ended, type JudgedCommand, runJudgingCommand, skip} from './run-judging-command.ts'
import type {StepDeps} from './step-deps.ts'

type Deps = Pick<StepDeps, 'ownCommands' | 'cargo' | 'limits'>

/** Runs those that are wanted before the upgrade too. What fails now is recorded, not held against the upgrade. */
export function recordOwnCommands(deps: Deps): StepKind {
  const isWanted = (command: JudgingCommand) => command.when === 'both' && !isMaker(command)
  const record = async (ctx: StepContext): Promise<Outcome> => {
    const ran = await runAll(ctx, deps, isWanted)
    if ('ended' in ran) return {kind: 'failed', problem: ran.ended}
    const passed = ran.commands.filter(({outcome}) => outcome === 'passed').length
    const known = ran.commands.length - passed
    const recorded = known === 0 ? '' : `, ${known} failed; recorded as known`
    return {kind: 'ok', summary: `${count(passed, 'command')} passed${recorded}${notRun(ran)}`, data: dataOf(ran)}
  }
  return ownStep(deps, isWanted, record)
}

/** Runs all of them after the upgrade, but for what makes artifacts: that has run by then. Only what failed newly counts. */
export function runOwnCommands(deps: Deps): StepKind {
  const prove = async (ctx: StepContext): Promise<Outcome> => {
    const before = measuredSchema.safeParse(ctx.resultOf('record-own-commands')).data
    const ran = await runAll(ctx, deps, isJudging)
    if ('ended' in ran) return {kind: 'failed', problem: ran.ended}
    return judge(before, ran, deps)
  }
  return ownStep(deps, isJudging, prove)
}

function judge(before: Measured | undefined, ran: Ran, {limits}: Deps): Outcome {
  const data = dataOf(ran)
  const wasBroken = (name: string) =>
    before?.commands?.some(one => one.name === name && one.outcome !== 'passed') === true
  const broken = ran.failures.filter(({name}) => !wasBroken(name))
  if (broken.length > 0) return {kind: 'failed', problem: newlyFailed(broken), data}
  const {told, problem} = judgeReadings(before?.readings, ran.readings, limits)
  if (problem !== undefined) return {kind: 'failed', problem, data}
  const known = ran.failures.length === 0 ? '' : `; ${ran.failures.map(({name}) => name).join(', ')} failed before too`
  const summary = `${count(ran.commands.length, 'command')} ran, no new failure${known}${notRun(ran)}`
  return {kind: 'ok', summary: [summary, ...told].join('; '), data}
}

const measuredSchema = measurementSchema.pick({commands: true, readings: true})
type Measured = z.infer<typeof measuredSchema>

function isJudging(command: JudgingCommand): boolean {
  return !isMaker(command)
}

function ownStep(
  {ownCommands}: Deps,
  isWanted: (command: JudgingCommand) => boolean,
  act: (ctx: StepContext) => Promise<Outcome>,
): StepKind {
  return {
    async inspect(): Promise<Inspection> {
      const own = await ownCommands()
      if (own.kind === 'refused') return {kind: 'blocked', problem: own.problem}
      const commands = own.commands.filter(isWanted)
      if (commands.length === 0) return {kind: 'done', evidence: 'There is no such command any more'}
      const summary = [`${count(commands.length, 'command')} of the repository’s own`, ...commandLines(commands)]
      return {kind: 'needed', summary: summary.join('\n'), writes: [], touches: ['Cargo.lock']}
    },
    apply: act,
    verify: async (ctx, applied) => applied ?? act(ctx),
  }
}

type Failure = {readonly name: string; readonly problem: Problem}
type Ran = {
  readonly commands: NonNullable<Measurement['commands']>
  readonly readings: Reading[]
  readonly skipped: NonNullable<Measurement['skipped']>
  readonly failures: readonly Failure[]
}

/** One after the other, all of them whatever becomes of the first. A cancelled one ends it. */
async function runAll(
  ctx: StepContext,
  {ownCommands, cargo}: Deps,
  isWanted: (command: JudgingCommand) => boolean,
): Promise<Ran | Ended> {
  // Asked again: the settings may have been changed since the step was shown.
  const own = await ownCommands()
  if (own.kind === 'refused') return {ended: own.problem}
  const hasEngine = engineCheck(ctx, cargo.root)
  const judged: (JudgedCommand & {readonly name: string})[] = []
  for (const command of own.commands.filter(isWanted)) {
    const isFit = !needsEngine(command) || (await hasEngine())
    const ran = isFit ? await runJudgingCommand(ctx, cargo, command) : skip(command.name, noEngine)
    if ('ended' in ran) return ran
    judged.push({...ran, name: command.name})
  }
  return {
    commands: judged.flatMap(({result}) => result ?? []),
    readings: judged.flatMap(({readings}) => readings),
    skipped: [...(own.skipped ?? []), ...judged.flatMap(({skipped}) => skipped)],
    failures: judged.flatMap(({name, failure}) => (failure === undefined ? [] : [{name, problem: failure}])),
  }
}

function dataOf({commands, readings, skipped}: Ran): Json {
  return {
    commands,
    ...(readings.length === 0 ? {} : {readings}),
    ...(skipped.length === 0 ? {} : {skipped}),
  }
}

function notRun({skipped}: Ran): string {
  return skipped.map(({what, why}) => `; not measured: ${what}, ${why}`).join('')
}

function newlyFailed(failures: readonly Failure[]): Problem {
  return {
    code: 'own-commands-failed',
    title: `Failed since the upgrade: ${failures.map(({name}) => name).join(', ')}`,
    detail: failures.map(({problem}) => `${problem.title}\n${problem.detail}`).join('\n'),
    nextSteps: failures
      .flatMap(({problem}) => problem.nextSteps.slice(0, 1))
      .concat('Mend the cause and retry, or roll back.'),
  }
}

const noEngine = 'no engine for containers answers on this machine (docker, podman)'
