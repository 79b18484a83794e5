import {shortCommandLine} from '../domain/command.ts'
import {duration} from '../domain/duration.ts'
import type {Paint} from '../domain/paint.ts'
import type {TimedEvent} from '../journal/fold.ts'
import type {Session} from '../journal/session.ts'
import {describeProblem} from '../plan/describe-plan.ts'
import {printable} from '../plan/text-layout.ts'

type Telling = {
  /** Gets whole lines without their end. */
  readonly write: (line: string) => void
  readonly paint: Paint
  readonly session: () => Session | undefined
  /** Where the title of a step goes, when it is no line like the others. */
  readonly heading?: (title: string) => void
}

/**
 * Tells a session's events as plain lines, one thought each; what comes from the repository is made harmless for a terminal.
 */
export function tellEvents({
  write,
  paint,
  session,
  heading = title => write(paint.bold(title)),
}: Telling): (event: TimedEvent) => void {
  const titleOf = (id: string) => printable(session()?.steps.find(step => step.plan.id === id)?.plan.title ?? id)
  const positionOf = (id: string) => {
    const steps = session()?.steps ?? []
    return `[${steps.findIndex(step => step.plan.id === id) + 1}/${steps.length}]`
  }
  const head = (id: string, more = '') => heading(`${positionOf(id)} ${titleOf(id)}${more}`)
  /** What follows the first line of a summary. */
  const notes = (summary: string) => {
    for (const note of summary.split('\n').slice(1)) write(`      ${paint.yellow('note')}: ${printable(note)}`)
  }
  return ({event}) => {
    switch (event.type) {
      case 'step-started':
        head(event.step, event.attempt > 1 ? ` (attempt ${event.attempt})` : '')
        notes(event.summary)
        for (const file of event.writes) write(`      writes ${printable(file.path)}`)
        return
      case 'command-started':
        write(paint.dim(`      $ ${printable(shortCommandLine(event))}`))
        return
      case 'command-ended':
        if (event.outcome !== 'exit 0')
          write(paint.dim(`      ${printable(event.outcome)} after ${duration(event.durationMs)}`))
        return
      case 'command-paused':
        write(`      ${paint.yellow('paused')}: ${printable(event.why)}`)
        return
      case 'command-resumed':
        write(paint.dim('      the command goes on'))
        return
      case 'step-verified':
        write(`      ${paint.green('verified')}: ${firstLine(event.summary)}`)
        notes(event.summary)
        return
      case 'step-failed':
        for (const line of describeProblem(event.problem, paint)) write(`    ${line}`)
        return
      case 'step-not-needed':
        head(event.step)
        write(`      ${paint.green('not needed')}: ${firstLine(event.evidence)}`)
        notes(event.evidence)
        return
      case 'step-mended':
        write(`      ${paint.green('mending')}: ${printable(event.proposals.join(', '))}`)
        for (const file of event.writes) write(`      writes ${printable(file.path)}`)
        return
      case 'step-skipped':
        write(`${positionOf(event.step)} ${titleOf(event.step)}: ${paint.yellow('skipped')}`)
        return
      case 'step-blocked':
        head(event.step)
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

function firstLine(summary: string): string {
  return printable(summary.split('\n')[0] ?? '')
}
