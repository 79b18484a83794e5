import {clean} from '../../domain/clean-text.ts'
import {currentStep, type Session, type StepSession} from '../../journal/session.ts'
import type {Activity, WizardView} from '../../store/view.ts'
import {ends, type Row, span} from './row.ts'
import {clockTime} from './words.ts'

/** What the wizard is at while no command runs and nothing is asked; undefined when one of the two is. */
export function activityOf(view: WizardView): Activity | undefined {
  const {question, running, activity, session, sinceMs} = view
  if (question !== undefined || running !== undefined) return undefined
  if (activity !== undefined) return activity
  return session === undefined ? undefined : {text: workIn(session), sinceMs}
}

/** The activity in a row with its clock. Nothing in the first second: what is over at once would only flicker. */
export function activityRow(view: WizardView, width: number): readonly Row[] {
  const activity = activityOf(view)
  if (activity === undefined || view.nowMs - activity.sinceMs < soonMs) return []
  return [rowOf(activity, view.nowMs, width)]
}

/** What is going on, how far it is and for how long. */
export function rowOf({text, sinceMs, amount}: Activity, nowMs: number, width: number): Row {
  const far = amount === undefined || amount.total < 2 ? '' : `  ${amount.done} of ${amount.total}`
  const left = [span('● ', 'accent'), span(clean(text)), span(far, 'dim')]
  return ends(left, [span(clockTime(nowMs - sinceMs), 'dim')], Math.min(width, widest))
}

/** What an engine does at this point of a session, from the session alone. */
function workIn(session: Session): string {
  if (session.undoing !== undefined) return 'Putting files back'
  const step = currentStep(session)
  return step === undefined ? 'Writing the report' : workOn(step)
}

function workOn({state}: StepSession): string {
  switch (state.status) {
    case 'waiting':
    case 'blocked':
    case 'undone':
      return 'Looking at what the step has to do'
    case 'running':
      return state.applied && state.mending === undefined ? 'Checking what was done' : 'Carrying out the step'
    case 'verified':
      return 'Getting the question ready'
    case 'failed':
      return 'Looking for what may mend it'
    case 'accepted':
    case 'not-needed':
    case 'skipped':
      return 'Going on'
    default:
      return state satisfies never
  }
}

const soonMs = 900
const widest = 100
