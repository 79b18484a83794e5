import type {WizardView} from '../../store/view.ts'
import {diagnosedIn} from '../causes.ts'
import {openTab} from '../tabs/tabs.ts'

/** Whether the output of a command is what the detail scrolls: in its own view, while it runs, and after it went well. */
export function showsOutput(view: WizardView): boolean {
  const {command, session, question, local} = view
  if (command === undefined || session === undefined || local.help) return false
  const tab = openTab(view).id
  if (tab !== 'step') return tab === 'output'
  if (question === undefined) return true
  const {subject} = question
  return subject.kind === 'after-step' && subject.outcome.kind === 'ok' && diagnosedIn(view) === undefined
}
