import type {WizardStore} from '../store/create-wizard-store.ts'
import {agreesWith, mayAnswer} from '../store/may-answer.ts'
import type {WizardView} from '../store/view.ts'
import {steering} from './keys/wheel-keys.ts'

/**
 * Rings once when a gate starts waiting for somebody here, or the wheel is asked for: people look elsewhere while a build runs.
 * The returned function ends it.
 */
export function ringOnGates(store: Pick<WizardStore, 'published'>, ring: () => void): () => void {
  return store.published.subscribe((view, before) => {
    const isAsked = view.question !== before.question && waitsHere(view)
    const {wantedBy} = view.wheel ?? {}
    const isWanted = wantedBy !== undefined && wantedBy !== before.wheel?.wantedBy && steering(view) === 'drives'
    if (isAsked || isWanted) ring()
  })
}

/** Whether a gate waits for somebody at this screen: for an answer, or for a guest to agree. */
function waitsHere(view: WizardView): boolean {
  const {question, guest} = view
  if (question === undefined) return false
  if (mayAnswer(view) === 'answers' && rings.has(question.subject.kind)) return true
  return guest !== undefined && question.options.some(option => agreesWith(view, question, option))
}

const rings: ReadonlySet<string> = new Set(['after-step', 'blocked-step', 'refused-commit', 'edited-file', 'report'])
