import type {Option, Question} from '../domain/question.ts'
import type {WizardView} from './view.ts'

/** What choosing does at a screen: it answers, it is shown to the driver as a suggestion, or there is nothing to choose. */
export type Say = 'answers' | 'suggests' | 'reads'

type Seat = Pick<WizardView, 'guest' | 'wheel' | 'isAway'>

/**
 * What somebody at this screen may do about the open question. At a guest's screen it takes the wheel to answer, and a viewer
 * only reads. Where the wizard runs everything is answered, unless a guest drives. While the host is away nobody is heard.
 */
export function mayAnswer({guest, wheel, isAway}: Seat): Say {
  if (isAway === true || guest?.role === 'viewer') return 'reads'
  if (guest !== undefined) return wheel?.driver === guest.name ? 'answers' : 'suggests'
  return isGuest(wheel, wheel?.driver) ? 'suggests' : 'answers'
}

/**
 * The same for one option: leaving is decided where the wizard runs. Where others are asked to agree, each answers for
 * themselves, and each of them may say no.
 */
export function mayChoose(view: Seat, question: Question, {id, typed}: Pick<Option, 'id' | 'typed'>): Say {
  const may = mayAnswer(view)
  if (may === 'reads') return may
  if (id === 'quit') return view.guest === undefined ? 'answers' : 'reads'
  if (!asksToAgree(question)) return may
  if (typed !== undefined) return sitsHere(view, typed) ? 'answers' : 'reads'
  return may === 'answers' || question.options.some(one => agreesWith(view, question, one)) ? 'answers' : 'reads'
}

/** Whether somebody beside the driver is asked to agree, each by their own name. */
export function asksToAgree({subject}: Question): boolean {
  return subject.kind === 'consent' && subject.to === 'approval'
}

/** Whether an option is somebody's agreement that can be given at this screen: each guest's at their own, all others' at the host's. */
export function agreesWith(view: Seat, question: Question, {typed}: Pick<Option, 'typed'>): boolean {
  return asksToAgree(question) && typed !== undefined && sitsHere(view, typed)
}

function sitsHere({guest, wheel}: Seat, name: string): boolean {
  return guest === undefined ? !isGuest(wheel, name) : guest.name === name
}

function isGuest(wheel: WizardView['wheel'], name: string | undefined): boolean {
  return wheel?.guests?.some(one => one.name === name) ?? false
}
