import type {Guest} from '../domain/wheel-view.ts'
import type {Hello} from './attend.ts'
import type {GuestMessage} from './messages.ts'
import type {PairRecord} from './open-record.ts'
import type {QuestionDesk, Told} from './question-desk.ts'
import {mayMove} from './seats.ts'
import type {WheelDesk} from './wheel-desk.ts'

type Room = {
  readonly desk: QuestionDesk
  readonly wheel: WheelDesk
  readonly record: PairRecord
  readonly cancel: () => void
  /** To everybody. */
  readonly say: (line: string) => void
  /** What was tried and didn't come off, later. */
  readonly couldNot: (text: string) => void
}

/** Does what a guest said, as far as it is theirs to say. Gives what they are to be told where it isn't done as it was said. */
export function hearGuest(guest: Guest, message: Exclude<GuestMessage, Hello>, room: Room): Told | undefined {
  if (message.type === 'here') return undefined
  if (guest.role === 'viewer') return denied('You read along')
  const driver = room.wheel.driver()
  switch (message.type) {
    case 'answer':
      return room.desk.answer(guest, message)
    case 'wheel':
      if (!mayMove(message.move, {at: 'guest', guest}, driver))
        return denied(`${driver} drives: ask for the wheel first`)
      room.wheel.move(message.move, guest.name)
      return undefined
    case 'cancel':
      if (guest.name !== driver) return denied(`${driver} drives, and decides what is cancelled`)
      room.cancel()
      return undefined
    case 'say':
      room.say(`${guest.name}: ${message.text}`)
      return undefined
    case 'note':
      return note(guest, message, room)
    default:
      return message satisfies never
  }
}

function note({name}: Guest, {text, step}: Extract<GuestMessage, {type: 'note'}>, room: Room): Told | undefined {
  const steps = room.record.session()?.steps ?? []
  if (step !== undefined && !steps.some(({plan}) => plan.id === step)) return denied(`There is no step ${step}`)
  const event = {type: 'note-written' as const, text, by: name, ...(step === undefined ? {} : {step})}
  room.record.append(event).catch(() => room.couldNot('The note couldn’t be kept'))
  return undefined
}

function denied(text: string): Told {
  return {type: 'told', what: 'denied', text}
}
