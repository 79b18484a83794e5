import * as z from 'zod'
import type {Command, CommandResult} from '../domain/command.ts'
import {count} from '../domain/count.ts'
import type {Problem} from '../domain/problem.ts'
import type {Inspection, Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {commandLines} from '../settings/canonical-commands.ts'
import type {OwnCommand} from '../settings/own-command.ts'
import {commandFailed, succeeded} from './cargo.ts'
import type {StepDeps} from './step-deps.ts'

type Deps = Pick<StepDeps, 'ownCommands' | 'cargo'>

/** What came of the commands of a repository's own, by name; kept in the state file. */
const ownResultsSchema = z.object({
  commands: z.array(
    z.object({name: z.string(), outcome: z.enum(['passed', 'failed', 'timed-out']), durationMs: z.number()}),
  ),
})
type OwnResult = z.infer<typeof ownResultsSchema>['commands'][number]

/** Runs those that are wanted before the upgrade too. What fails now is recorded, not held against the upgrade. */
export function recordOwnCommands(deps: Deps): StepKind {
  const isWanted = ({when, makes}: OwnCommand) => when === 'both' && makes === undefined
  const record = async (ctx: StepContext): Promise<Outcome> => {
    const ran = await runAll(ctx, deps, isWanted)
    if ('problem' in ran) return {kind: 'failed', problem: ran.problem}
    const passed = ran.results.filter(({outcome}) => outcome === 'passed').length
    const known = ran.results.length - passed
    const recorded = known === 0 ? '' : `, ${known} failed; recorded as known`
    return {kind: 'ok', summary: `${count(passed, 'command')} passed${recorded}`, data: {commands: ran.results}}
  }
  return ownStep(deps, isWanted, record)
}

/** Runs all of them after the upgrade, but for what makes artifacts: that has run by then. Only what failed newly counts. */
export function runOwnCommands(deps: Deps): StepKind {
  const prove = async (ctx: StepContext): Promise<Outcome> => {
    const before = ownResultsSchema.safeParse(ctx.resultOf('record-own-commands')).data?.commands ?? []
    const ran = await runAll(ctx, deps, isJudging)
    if ('problem' in ran) return {kind: 'failed', problem: ran.problem}
    const data = {commands: ran.results}
    const wasBroken = (name: string) => before.some(one => one.name === name && one.outcome !== 'passed')
    const broken = ran.failures.filter(({name}) => !wasBroken(name))
    if (broken.length > 0) return {kind: 'failed', problem: newlyFailed(broken), data}
    const known =
      ran.failures.length === 0 ? '' : `; ${ran.failures.map(({name}) => name).join(', ')} failed before too`
    return {kind: 'ok', summary: `${count(ran.results.length, 'command')} ran, no new failure${known}`, data}
  }
  return ownStep(deps, isJudging, prove)
}

const isJudging = ({makes}: OwnCommand) => makes === undefined

function ownStep(
  {ownCommands}: Deps,
  isWanted: (command: OwnCommand) => boolean,
  act: (ctx: StepContext) => Promise<Outcome>,
): StepKind {
  return {
    async inspect(): Promise<Inspection> {
      const own = await ownCommands()
      if (own.kind === 'refused') return {kind: 'blocked', problem: own.problem}
      const commands = own.commands.filter(isWanted)
      if (commands.length === 0) return {kind: 'done', evidence: 'The settings name no such command any more'}
      const summary = [`${count(commands.length, 'command')} of the repository’s own`, ...commandLines(commands)]
      return {kind: 'needed', summary: summary.join('\n'), writes: [], touches: ['Cargo.lock']}
    },
    apply: act,
    verify: async (ctx, applied) => applied ?? act(ctx),
  }
}

type Failure = {readonly name: string; readonly problem: Problem}
type Ran = {readonly results: OwnResult[]; readonly failures: readonly Failure[]} | {readonly problem: Problem}

/** One after the other, all of them whatever becomes of the first. A cancelled one ends it. */
async function runAll(ctx: StepContext, deps: Deps, isWanted: (command: OwnCommand) => boolean): Promise<Ran> {
  // Asked again: the settings may have been changed since the step was shown.
  const own = await deps.ownCommands()
  if (own.kind === 'refused') return {problem: own.problem}
  const results: OwnResult[] = []
  const failures: Failure[] = []
  for (const one of own.commands.filter(isWanted)) {
    ctx.say(`Running ${one.name}`)
    const command = commandOf(one, deps)
    const result = await ctx.run(command)
    if (result.outcome.kind === 'cancelled') return {problem: await commandFailed(ctx, command, result)}
    const outcome = outcomeOf(result)
    results.push({name: one.name, outcome, durationMs: result.durationMs})
    if (outcome !== 'passed') failures.push({name: one.name, problem: await commandFailed(ctx, command, result)})
  }
  return {results, failures}
}

function outcomeOf(result: CommandResult): OwnResult['outcome'] {
  if (succeeded(result)) return 'passed'
  return result.outcome.kind === 'timed-out' ? 'timed-out' : 'failed'
}

/** With the Rust that the upgrade is built with, as far as the command goes through rustup. */
export function commandOf({run, cwd, timeout}: OwnCommand, {cargo: {root, toolchain}}: Deps): Command {
  return {
    argv: run,
    cwd: cwd === undefined ? root : `${root}/${cwd}`,
    env: {RUSTUP_TOOLCHAIN: toolchain},
    limitMs: timeout * 1000,
  }
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
