import type {Json} from '../domain/json.ts'
import type {Paint} from '../domain/paint.ts'
import type {Problem} from '../domain/problem.ts'
import type {JournalEvent} from '../journal/event.ts'
import type {Session} from '../journal/session.ts'
import {lineWidth, printable, wrap} from '../plan/text-layout.ts'

/** How a step failed last, or why it could not start, and what the step recorded about it. */
export type Failure = {
  readonly step: string
  readonly kind: 'failed' | 'blocked'
  readonly problem: Problem
  readonly data?: Json
}

export type Failures = {
  hear(event: JournalEvent): void
  /** What an earlier start of the wizard left behind. */
  resume(session: Session): void
  /** In the order of the failures. A step that passed since isn't in it. */
  all(): readonly Failure[]
}

/** Keeps the failures of a run: a step that was taken back says no more why. */
export function createFailures(): Failures {
  const failures = new Map<string, Failure>()
  const put = (failure: Failure) => {
    failures.delete(failure.step)
    failures.set(failure.step, failure)
  }
  return {
    hear(event) {
      if (event.type === 'step-failed') put(failure(event.step, 'failed', event.problem, event.data))
      else if (event.type === 'step-blocked') put(failure(event.step, 'blocked', event.problem))
      else if (event.type === 'step-verified' || event.type === 'step-not-needed') failures.delete(event.step)
    },
    resume({steps}) {
      for (const {plan, state, data} of steps)
        if (state.status === 'failed' || state.status === 'blocked')
          put(failure(plan.id, state.status, state.problem, data))
    },
    all: () => [...failures.values()],
  }
}

function failure(step: string, kind: Failure['kind'], problem: Problem, data?: Json): Failure {
  return {step, kind, problem, ...(data === undefined ? {} : {data})}
}

/** Every failure once more, in short: what, where, what next. For the end of the lines, where it is looked for. */
export function tellFailures(
  failures: readonly Failure[],
  session: Session | undefined,
  paint: Paint,
): readonly string[] {
  return failures.flatMap(({step, kind, problem}) => {
    const known = session?.steps.find(({plan}) => plan.id === step)
    const title = printable(known?.plan.title ?? step)
    return [
      paint.red(`${kind === 'failed' ? 'Failed' : 'Blocked'}: ${title}${fate(known?.state.status)}`),
      ...wrap(printable(`${problem.title}${placeOf(problem)}`), lineWidth - 2).map(line => `  ${line}`),
      ...problem.nextSteps.flatMap(next => wrap(printable(`→ ${next}`), lineWidth - 2, 2).map(line => `  ${line}`)),
    ]
  })
}

function fate(status: string | undefined): string {
  if (status === 'undone') return ' (taken back)'
  if (status === 'accepted') return ' (taken as it is)'
  return status === 'skipped' ? ' (left out)' : ''
}

/** ` (src/lib.rs:3:5)`, unless the title says so itself. */
function placeOf({title, path, line, column}: Problem): string {
  if (path === undefined) return ''
  const place = [path, line, line === undefined ? undefined : column].filter(part => part !== undefined).join(':')
  return title.includes(place) ? '' : ` (${place})`
}
