import {commandLine} from '../domain/command.ts'
import type {Paint} from '../domain/paint.ts'
import type {TimedEvent} from '../journal/fold.ts'
import type {Session} from '../journal/session.ts'
import {describeProblem} from '../plan/describe-plan.ts'
import {printable} from '../plan/text-layout.ts'

/**
 * Tells a session's events as plain lines, one thought each. `write` gets whole lines without their end; what comes from
 * the repository is made harmless for a terminal.
 */
export function tellEvents(
  write: (line: string) => void,
  paint: Paint,
  session: () => Session | undefined,
): (event: TimedEvent) => void {
  const titleOf = (id: string) => printable(session()?.steps.find(step => step.plan.id === id)?.plan.title ?? id)
  const positionOf = (id: string) => {
    const steps = session()?.steps ?? []
    return `[${steps.findIndex(step => step.plan.id === id) + 1}/${steps.length}]`
  }
  return ({event}) => {
    switch (event.type) {
      case 'step-started':
        write(
          `${paint.bold(`${positionOf(event.step)} ${titleOf(event.step)}`)}${event.attempt > 1 ? paint.dim(` (attempt ${event.attempt})`) : ''}`,
        )
        for (const note of event.summary.split('\n').slice(1))
          write(`      ${paint.yellow('note')}: ${printable(note)}`)
        for (const file of event.writes) write(`      writes ${printable(file.path)}`)
        return
      case 'command-started':
        write(paint.dim(`      $ ${printable(shortCommand(event))}`))
        return
      case 'command-ended':
        if (event.outcome !== 'exit 0')
          write(paint.dim(`      ${printable(event.outcome)} after ${seconds(event.durationMs)}`))
        return
      case 'step-verified':
        write(`      ${paint.green('verified')}: ${printable(event.summary)}`)
        return
      case 'step-failed':
        for (const line of describeProblem(event.problem, paint)) write(`    ${line}`)
        return
      case 'step-not-needed':
        write(`${paint.bold(`${positionOf(event.step)} ${titleOf(event.step)}`)}`)
        write(`      ${paint.green('not needed')}: ${printable(event.evidence)}`)
        return
      case 'step-mended':
        write(`      ${paint.green('mending')}: ${printable(event.proposals.join(', '))}`)
        for (const file of event.writes) write(`      writes ${printable(file.path)}`)
        return
      case 'step-skipped':
        write(`${positionOf(event.step)} ${titleOf(event.step)}: ${paint.yellow('skipped')}`)
        return
      case 'step-blocked':
        write(paint.bold(`${positionOf(event.step)} ${titleOf(event.step)}`))
        for (const line of describeProblem(event.problem, paint)) write(`    ${line}`)
        return
      case 'undo-finished':
        write(
          `      ${event.failed.length === 0 ? paint.yellow('undone') : paint.red('not wholly undone')}: ${event.steps.map(titleOf).join(', ')}`,
        )
        return
      default:
    }
  }
}

/** The command line, with programs below its folder named from there. */
function shortCommand({
  argv: [program = '', ...args],
  cwd,
}: {
  readonly argv: readonly string[]
  readonly cwd: string
}): string {
  const short = program.startsWith(`${cwd}/`) ? `.${program.slice(cwd.length)}` : program
  return commandLine({argv: [short, ...args], cwd})
}

export function seconds(durationMs: number): string {
  return durationMs < 10_000 ? `${(durationMs / 1000).toFixed(1)} s` : `${Math.round(durationMs / 1000)} s`
}
