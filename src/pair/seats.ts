import type {Person} from '../domain/person.ts'
import {type Answer, isKnownText, type Question} from '../domain/question.ts'
import type {Guest, WheelMove} from '../domain/wheel-view.ts'

/** Where somebody sits: at the terminal that the wizard runs at, where several may, or at one of their own. */
export type Seat =
  | {readonly at: 'host'; readonly people: readonly Person[]}
  | {readonly at: 'guest'; readonly guest: Guest}

/** What an answer from a seat is worth. */
export type Verdict = 'answers' | 'suggests' | {readonly denied: string}

type Given = Pick<Answer, 'option' | 'item' | 'text'>

/**
 * Whether an answer from a seat counts, is shown to the driver as a suggestion, or neither. Leaving is for the host's terminal
 * alone, and always possible there.
 */
export function entitled(question: Question, answer: Given, seat: Seat, driver: string): Verdict {
  if (seat.at === 'host' && answer.option === 'quit') return 'answers'
  if (seat.at === 'guest' && seat.guest.role === 'viewer') return {denied: `You read along; ${driver} decides`}
  if (seat.at === 'guest') {
    const refused = refuseOption(question, answer)
    if (refused !== undefined) return {denied: refused}
  }
  if (isApproval(question)) return approves(question, answer, seat, driver)
  return isAt(seat, driver) ? 'answers' : 'suggests'
}

/** Whether somebody of this name sits there. */
export function isAt(seat: Seat, name: string): boolean {
  return seat.at === 'host' ? seat.people.some(one => one.name === name) : seat.guest.name === name
}

/** What a seat may do about the wheel: who drives may do anything, others may ask for it, and at the host it is taken back. */
export function mayMove(move: WheelMove, seat: Seat, driver: string): boolean {
  if (seat.at === 'guest' && seat.guest.role === 'viewer') return false
  if (move === 'take-back') return seat.at === 'host' && seat.people.length > 0
  if (move === 'ask') return true
  return isAt(seat, driver)
}

/** The name under which somebody takes part: another is put after it where it is taken, and where it would mean no person. */
export function uniqueName(wanted: string, taken: readonly string[]): string {
  const known = new Set([...notPeople, ...taken].map(name => name.toLowerCase()))
  if (!known.has(wanted.toLowerCase())) return wanted
  for (let number = 2; ; number += 1) {
    const name = `${wanted.slice(0, longestName - 4)} ${number}`
    if (!known.has(name.toLowerCase())) return name
  }
}

/** Why a guest's choice can't be one: answers from elsewhere are looked at before anything else sees them. */
function refuseOption({subject, options}: Question, {option, item, text}: Given): string | undefined {
  if (option === 'quit') return 'Leaving the upgrade is for the terminal where it runs'
  const chosen = options.find(({id}) => id === option)
  if (chosen === undefined) return 'That is none of the choices'
  if (chosen.disabledBecause !== undefined) return chosen.disabledBecause
  if (text !== undefined && !isKnownText(subject, text)) return 'That is none of what is offered'
  if (item === undefined) return undefined
  const items = itemsOf(subject)
  return items.includes(item) ? undefined : 'That is none of the items'
}

function itemsOf(subject: Question['subject']): readonly string[] {
  if (subject.kind === 'undo') return subject.choices.filter(one => one.isRefused !== true).map(({id}) => id)
  return subject.kind === 'checklist' ? subject.items.map(({id}) => id) : []
}

function isApproval({subject}: Question): boolean {
  return subject.kind === 'consent' && subject.to === 'approval'
}

/** Everybody agrees for themselves, at their own seat; any of the others may say no, and so may who asked. */
function approves({options}: Question, {option}: Given, seat: Seat, driver: string): Verdict {
  const name = options.find(({id}) => id === option)?.typed
  if (name === undefined)
    return isAt(seat, driver) || options.some(({typed}) => isAt(seat, typed ?? '')) ? 'answers' : no
  return isAt(seat, name) ? 'answers' : {denied: `${name} agrees at their own terminal`}
}

const no = {denied: 'That is for others to decide'} as const
/** What stands in a session where no person decided. */
const notPeople = ['policy', 'you', 'wizard']
const longestName = 100
