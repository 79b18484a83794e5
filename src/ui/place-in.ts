import type {WizardView} from '../store/view.ts'
import {diagnosedIn} from './causes.ts'
import type {Place} from './intents.ts'

/** The place in the repository that the screen is about: the marked item's or cause's, else the problem's. */
export function placeIn(view: WizardView): Place | undefined {
  const {question, local} = view
  const subject = question?.subject
  if (subject?.kind === 'checklist') return atLine(subject.items[local.highlight])
  const cause = diagnosedIn(view)?.causes[local.highlight]
  if (cause !== undefined) return atLine(cause.group?.places[0])
  if (subject?.kind === 'blocked-step' || subject?.kind === 'refused-commit') return atLine(subject.problem)
  return subject?.kind === 'after-step' && subject.outcome.kind === 'failed'
    ? atLine(subject.outcome.problem)
    : undefined
}

type Located = {
  readonly path?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
}

/** Of a place without a path there is nothing to open; without a line it is the first one. */
function atLine(located: Located | undefined): Place | undefined {
  if (located?.path === undefined) return undefined
  return {path: located.path, line: located.line ?? 1, column: located.column ?? 1}
}
