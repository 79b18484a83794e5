import type {Option, Question, ShownItem, UndoChoice} from '../../domain/question.ts'
import type {WizardView} from '../../store/view.ts'
import {type Cause, diagnosedIn} from '../causes.ts'
import {markLook} from '../rows/theme.ts'
import {withCleaning} from './clean-choice.ts'
import {withSeats} from './seat-choices.ts'
import {ticksIn} from './ticks.ts'

/** The open question's options as they are for the marked row of its list, for the room on the disks, and for who sits here. */
export function choicesOf(view: WizardView): readonly Option[] {
  const {question} = view
  return question === undefined ? [] : withSeats(withCleaning(ownChoices(view, question), view), question, view)
}

function ownChoices(view: WizardView, question: Question): readonly Option[] {
  const {local} = view
  const {subject, options} = question
  if (subject.kind === 'checklist') {
    const item = subject.items[local.highlight]
    return item === undefined ? options : options.map(option => disabled(option, itemReason(option, item)))
  }
  if (ticksIn(view)?.kept.length === 0) {
    return options.map(option => disabled(option, option.id === 'start' ? 'every step is left out' : undefined))
  }
  if (subject.kind === 'undo') return options.map(option => undoChoice(option, subject.choices[local.highlight]))
  const causes = diagnosedIn(view)?.causes
  return causes === undefined ? options : options.flatMap(option => causeChoices(option, causes, local.highlight))
}

/** What an item of a checklist is already can't be chosen again. */
function itemReason({id}: Option, {mark, by}: ShownItem): string | undefined {
  if (id !== mark) return undefined
  return `the marked one is ${markLook[mark].word}${by === undefined || mark === 'open' ? '' : ` (${by})`}`
}

/** What can't stand isn't undone; everything at once wants its word. */
function undoChoice(option: Option, choice: UndoChoice | undefined): Option {
  if (option.id !== 'undo' || choice === undefined) return option
  if (choice.kind === 'all') return {...option, label: 'Undo everything', typed: 'undo'}
  return choice.isRefused === true ? disabled(option, choice.against?.title) : option
}

/** What is proposed can be taken as a whole or for the marked cause alone, and be skipped for it. */
function causeChoices(option: Option, causes: readonly Cause[], highlight: number): readonly Option[] {
  const reason = causes[highlight]?.proposal === undefined ? 'nothing is proposed for it' : undefined
  if (option.id === 'mend') {
    const isAnySafe = causes.some(({proposal}) => proposal?.isSafe === true)
    const all = {...option, label: isAnySafe ? 'Mend what is safe' : 'Mend all'}
    return [all, disabled({id: mendOne, key: 'o', label: 'Mend this'}, reason)]
  }
  if (option.id === 'skip') return [disabled({id: 'skip', key: option.key, label: 'Skip this'}, reason)]
  return [option]
}

function disabled(option: Option, reason: string | undefined): Option {
  return reason === undefined ? option : {...option, disabledBecause: reason}
}

/** `mend` with the marked cause's proposal. */
export const mendOne = 'mend-one'
