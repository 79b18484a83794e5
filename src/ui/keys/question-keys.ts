import type {Option, Question} from '../../domain/question.ts'
import {mayAnswer, mayChoose} from '../../store/may-answer.ts'
import type {WizardView} from '../../store/view.ts'
import {diagnosedIn} from '../causes.ts'
import {choicesOf, mendOne} from '../choices/choices.ts'
import {ticksIn} from '../choices/ticks.ts'
import {placeIn} from '../place-in.ts'
import type {Action, Binding} from './binding.ts'

/** What choosing an option does first: some want a line of text or a typed word. */
function actionOf(view: WizardView, question: Question, option: Option): Action {
  const {subject} = question
  const {highlight} = view.local
  if (option.id === mendOne || option.id === 'skip') {
    const proposal = diagnosedIn(view)?.causes[highlight]?.proposal?.id
    if (proposal !== undefined) return {kind: 'answer', option: option.id === mendOne ? 'mend' : 'skip', text: proposal}
  }
  if (subject.kind === 'target' && option.id === 'choose') {
    const version = subject.candidates[highlight]?.wasmtime
    return {kind: 'answer', option: option.id, ...(version === undefined ? {} : {text: version})}
  }
  const leftOut = ticksIn(view)?.leftOut ?? []
  if (option.id === 'start' && leftOut.length > 0) {
    return {kind: 'answer', option: option.id, text: leftOut.map(({id}) => id).join(' ')}
  }
  if (wantsWord(view, question, option) || option.takesText === true) return {kind: 'open-input', option: option.id}
  const item = markedItem(question, highlight)
  return {kind: 'answer', option: option.id, ...(item === undefined ? {} : {item})}
}

/** A word that is typed confirms what is done; a suggestion does nothing. */
function wantsWord(view: WizardView, question: Question, option: Option): boolean {
  return option.typed !== undefined && mayChoose(view, question, option) !== 'suggests'
}

/** What an answer is about: the marked item of a checklist, the marked way back. */
export function markedItem({subject}: Question, highlight: number): string | undefined {
  if (subject.kind === 'undo') return subject.choices[highlight]?.id
  return subject.kind === 'checklist' ? subject.items[highlight]?.id : undefined
}

/** The options of the open question, Enter for the recommended one, and the editor where there is a place to open. */
export function questionKeys(view: WizardView): Binding[] {
  const {question, local} = view
  if (question === undefined || local.isGuarded || mayAnswer(view) === 'reads') return []
  const options = choicesOf(view)
  // Quit has its place at the end of the footer, the same on every screen.
  const all = options.filter(({id}) => id !== 'quit').map(option => optionBinding(view, question, option))
  const bindings = all.filter(({shownIn}) => shownIn === 'gate')
  const aside = [...all.filter(binding => !bindings.includes(binding)), ...editing(view)]
  const recommended = options.find(option => option.id === question.recommended)
  if (recommended === undefined || recommended.disabledBecause !== undefined) return [...bindings, ...aside]
  const action = actionOf(view, question, recommended)
  // Enter comes first in the footer, the same on every screen.
  const isSuggested = mayChoose(view, question, recommended) === 'suggests'
  const label = `${isSuggested ? 'suggest: ' : ''}${lowerFirst(recommended.label)}`
  const enter: Binding = {keys: ['enter'], label, about: 'the recommended answer', action, shownIn: 'footer'}
  return [...bindings, enter, ...aside]
}

function optionBinding(view: WizardView, question: Question, option: Option): Binding {
  const {key, label, disabledBecause, isAside = false} = option
  const action = actionOf(view, question, option)
  const binding: Binding = isAside
    ? {keys: [key], label: lowerFirst(label), about: aboutUndo, action, shownIn: 'footer'}
    : {keys: optionKeys(view, option), label, action, shownIn: 'gate'}
  return disabledBecause === undefined ? binding : {...binding, disabledBecause}
}

/** The place on the screen in one's own editor. */
function editing(view: WizardView): Binding[] {
  const place = placeIn(view)
  if (place === undefined) return []
  const about = 'the place on the screen in `$VISUAL` or `$EDITOR`'
  return [{keys: ['e'], label: 'edit', about, action: {kind: 'edit', place}, shownIn: 'footer'}]
}

/** The one way out of a question that is no answer to it. */
const aboutUndo = 'undo what was done before: steps, a phase, one part or everything'

/** Esc goes back, where going back is an answer. */
function optionKeys({question, local}: WizardView, {id, key}: Option): Binding['keys'] {
  const isBack = question?.subject.kind === 'undo' && id === 'back' && local.tab === 'step'
  return isBack ? [key, 'esc'] : [key]
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text
}
