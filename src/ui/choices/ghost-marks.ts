import {placeOf} from '../../domain/checklist.ts'
import {clean} from '../../domain/clean-text.ts'
import type {Option, Question} from '../../domain/question.ts'
import type {Suggestion} from '../../domain/wheel-view.ts'
import type {WizardView} from '../../store/view.ts'
import {diagnosedIn} from '../causes.ts'
import {markedItem} from '../keys/question-keys.ts'
import {cut, fitting} from '../rows/width.ts'
import {counted} from '../rows/words.ts'
import {mendOne} from './choices.ts'

/** What stands beside an option that others would choose: `‹ Bo, Cy (36.0.14)`; empty where nobody would. */
export function ghostMark(view: WizardView, {id}: Pick<Option, 'id'>): string {
  const names = (view.suggestions ?? []).filter(one => shownOption(one, view) === id).map(one => nameIn(one, view))
  return names.length === 0 ? '' : `‹ ${fitting(names, widestMark)}`
}

/** Those for which no option stands open in the gate: `‹ Bo: Undo`. */
export function homelessMarks(view: WizardView, shown: readonly Option[]): string {
  const homeless = (view.suggestions ?? []).filter(one => !shown.some(({id}) => id === shownOption(one, view)))
  const told = homeless.map(one => {
    const label = view.question?.options.find(({id}) => id === one.option)?.label ?? one.option
    return `${whoIn(one, view)}: ${clean(label)}`
  })
  return told.length === 0 ? '' : `‹ ${told.join(', ')}`
}

/** What is proposed for one cause has an option of its own. */
function shownOption({option, text}: Suggestion, view: WizardView): string {
  return option === 'mend' && text !== undefined && diagnosedIn(view) !== undefined ? mendOne : option
}

function nameIn(suggestion: Suggestion, view: WizardView): string {
  const about = view.question === undefined ? '' : aboutIn(suggestion, view.question, view)
  return `${whoIn(suggestion, view)}${about === '' ? '' : ` (${cut(clean(about), widestAbout)})`}`
}

function whoIn({by}: Suggestion, {guest}: Pick<WizardView, 'guest'>): string {
  return by === guest?.name ? 'you' : cut(clean(by), widestName)
}

/** Which version, row or text is meant, where it isn't the marked one. */
function aboutIn({option, text, item}: Suggestion, question: Question, view: WizardView): string {
  const {subject} = question
  const {highlight} = view.local
  if (item !== undefined) return item === markedItem(question, highlight) ? '' : titleOf(item, question)
  if (text === undefined) return ''
  if (option === 'start') return `without ${counted(text.split(' ').length, 'step')}`
  if (subject.kind === 'target' && subject.candidates[highlight]?.wasmtime === text) return ''
  const causes = diagnosedIn(view)?.causes
  if (causes?.[highlight]?.proposal?.id === text) return ''
  return causes?.find(({proposal}) => proposal?.id === text)?.title ?? text
}

function titleOf(item: string, {subject}: Question): string {
  if (subject.kind === 'undo') return subject.choices.find(({id}) => id === item)?.title ?? ''
  const place = subject.kind === 'checklist' ? subject.items.find(({id}) => id === item) : undefined
  return place === undefined ? '' : placeOf(place)
}

const widestMark = 40
const widestName = 16
const widestAbout = 24
