import * as z from 'zod'
import type {Wire} from '../domain/ports.ts'
import type {Guest} from '../domain/wheel-view.ts'
import type {Later} from '../store/publisher.ts'
import {type GuestMessage, type HostMessage, protocol} from './messages.ts'
import {parsed, readGuestMessage} from './read-guest-message.ts'

export type Hello = Extract<GuestMessage, {type: 'hello'}>

/** A guest who came in. */
export type Attendance = {
  readonly guest: Guest
  /** A piece of news, as a line. Who doesn't read gets everything anew later instead. */
  tell(line: string): void
  /** For this one alone; lost on who doesn't read. */
  whisper(message: HostMessage): void
  bye(why: string): void
}

type Given = {
  readonly later: Later
  /** The version of the wizard. */
  readonly tool: string
  /** Who it is that comes in, or why they can't. */
  readonly admit: (hello: Hello) => Guest | {readonly why: string}
  readonly welcome: (you: Guest) => HostMessage
  readonly snapshot: () => HostMessage
  /** After the welcome. */
  readonly came: (attendance: Attendance, hello: Hello) => void
  readonly heard: (attendance: Attendance, message: Exclude<GuestMessage, Hello>) => void
  /** Once for each who came. */
  readonly went: (attendance: Attendance) => void
}

/** Listens to one connection from its hello to its end. Who breaks a rule is turned away; nothing that comes throws. */
export function attend(wire: Wire, given: Given): void {
  let attendance: Attendance | undefined
  let isOver = false
  const end = () => {
    if (isOver) return
    isOver = true
    stopWaiting()
    if (attendance !== undefined) given.went(attendance)
  }
  const bye = (why: string) => {
    if (isOver) return
    wire.send(JSON.stringify({type: 'bye', why} satisfies HostMessage))
    wire.close()
    end()
  }
  const stopWaiting = given.later(helloMs, () => bye('Nobody said who they are'))

  const comeIn = (line: string) => {
    const otherVersion = refuseVersion(line, given.tool)
    const hello = readGuestMessage(line)
    if (otherVersion !== undefined) return bye(otherVersion)
    if (hello?.type !== 'hello') return bye('The first line has to say who comes')
    const guest = given.admit(hello)
    if ('why' in guest) return bye(guest.why)
    stopWaiting()
    const box = openOutbox(wire, given.snapshot)
    attendance = {guest, bye, ...box}
    box.tell(JSON.stringify(given.welcome(guest)))
    given.came(attendance, hello)
  }

  wire.onLine(line => {
    if (isOver) return
    if (attendance === undefined) return comeIn(line)
    const message = readGuestMessage(line)
    if (message === undefined || message.type === 'hello') bye('That is nothing a guest can say')
    else given.heard(attendance, message)
  })
  wire.onClosed(end)
}

/** Nothing waits for who doesn't read but what is on its way already; then one snapshot makes good for all that was missed. */
function openOutbox(wire: Wire, snapshot: () => HostMessage): Pick<Attendance, 'tell' | 'whisper'> {
  let isBehind = false
  let hasMissed = false
  const tell = (line: string) => {
    if (isBehind) hasMissed = true
    else isBehind = !wire.send(line)
  }
  wire.onDrained(() => {
    if (!isBehind) return
    isBehind = false
    if (!hasMissed) return
    hasMissed = false
    tell(JSON.stringify(snapshot()))
  })
  return {
    tell,
    whisper(message) {
      if (!isBehind) isBehind = !wire.send(JSON.stringify(message))
    },
  }
}

/** Of another version, a hello may look otherwise in all but this. */
function refuseVersion(line: string, tool: string): string | undefined {
  const read = versionSchema.safeParse(parsed(line))
  if (!read.success || (read.data.protocol === protocol && read.data.tool === tool)) return undefined
  return `This upgrade is run by upgrade-wizard ${tool}: join it with the same version`
}

const versionSchema = z.object({type: z.literal('hello'), protocol: z.number(), tool: z.string()})
const helloMs = 5000
