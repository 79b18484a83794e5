import type {Wire} from '../domain/ports.ts'
import type {WheelMove} from '../domain/wheel-view.ts'
import type {Later} from '../store/publisher.ts'
import type {Hello} from './attend.ts'
import {readHostMessage} from './host-message.ts'
import {type GuestMessage, type HostMessage, protocol} from './messages.ts'

/** `away`: the host is gone, and looked for. `turned-away`: it said goodbye, and why. */
export type GuestState = 'joined' | 'away' | 'turned-away'

export type GuestGiven = {
  /** Each call makes a new connection. Whatever it rejects with: it is tried again. */
  readonly connect: () => Promise<Wire>
  readonly later: Later
  /** The version of the wizard. */
  readonly tool: string
  readonly me: Pick<Hello, 'name' | 'mail' | 'role' | 'token'>
  /** What the host says, in order. After a loss the next is a welcome, with everything anew. */
  readonly hear: (message: HostMessage) => void
  readonly onState: (state: GuestState, why?: string) => void
}

/** The end of the conversation at a terminal of somebody's own. Nothing that is said while the host is away is kept. */
export type GuestLink = {
  answer(number: number, answer: {readonly option: string; readonly text?: string; readonly item?: string}): void
  move(move: Exclude<WheelMove, 'take-back'>): void
  cancel(): void
  say(text: string): void
  note(text: string, step?: string): void
  /** A key was pressed here. */
  present(): void
  close(): void
}

/** Connects, says who comes, and goes on connecting whenever the host goes without a goodbye: until it is closed. */
export function openGuest({connect, later, tool, me, hear, onState}: GuestGiven): GuestLink {
  let wire: Wire | undefined
  let isOver = false
  let isPresent = false
  let stopWaiting = () => {}

  const again = () => {
    if (isOver) return
    wire = undefined
    onState('away')
    stopWaiting = later(retryMs, begin)
  }
  const begin = () => {
    connect().then(talk, again)
  }
  const over = () => {
    isOver = true
    stopWaiting()
    wire?.close()
    wire = undefined
  }
  const talk = (made: Wire) => {
    if (isOver) return made.close()
    let seq: number | undefined
    const broken = (why: string) => {
      over()
      onState('turned-away', why)
    }
    made.onClosed(() => made === wire && again())
    made.onLine(line => {
      if (made !== wire) return
      const message = readHostMessage(line)
      if (message === undefined) return broken('The other side says what this version doesn’t understand')
      if (message.type === 'bye') return broken(message.why)
      if (message.type === 'news' && message.seq !== (seq ?? -1) + 1) return made.close()
      if ('seq' in message) seq = message.seq
      if (message.type === 'welcome') onState('joined')
      hear(message)
    })
    wire = made
    send({type: 'hello', protocol, tool, ...me})
  }
  const send = (message: GuestMessage) => {
    wire?.send(JSON.stringify(message))
  }
  begin()

  return {
    answer: (number, answer) => send({type: 'answer', number, ...answer}),
    move: move => send({type: 'wheel', move}),
    cancel: () => send({type: 'cancel'}),
    say: text => send({type: 'say', text}),
    note: (text, step) => send({type: 'note', text, ...(step === undefined ? {} : {step})}),
    present() {
      if (isPresent) return
      isPresent = true
      later(presenceMs, () => {
        isPresent = false
      })
      send({type: 'here'})
    },
    close: over,
  }
}

const retryMs = 500
const presenceMs = 10_000
