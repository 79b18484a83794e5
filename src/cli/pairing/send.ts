import {setTimeout as wait} from 'node:timers/promises'
import {ProblemError} from '../../domain/errors.ts'
import type {Problem} from '../../domain/problem.ts'
import {type GuestLink, openGuest} from '../../pair/guest.ts'
import type {HostMessage} from '../../pair/messages.ts'
import {emptyReplica, type Replica, remember} from '../../pair/replica.ts'
import {byTimeout} from '../../store/by-timeout.ts'
import {type ExitCode, exitCodes} from '../exit-codes.ts'
import {firstThen} from './first-then.ts'
import type {Joining} from './joining.ts'
import {statusLines} from './sent-status.ts'
import {readWords, type Sent} from './sent-words.ts'
import {turnedAway} from './turned-away.ts'

/** Says or does one thing in the wizard that runs, waits until it is heard there, and leaves. For scripts. */
export async function send({env, me, connect}: Joining, words: readonly string[]): Promise<ExitCode> {
  const sent = readWords(words)
  const first = await connect()
  let close = () => {}
  const heard = new Promise<readonly string[]>((resolve, reject) => {
    let replica = emptyReplica
    let name = me.name
    const guest = openGuest({
      // Who only looks leaves no trace.
      me: sent.kind === 'status' ? {...me, role: 'viewer'} : me,
      tool: env.version,
      later: byTimeout,
      connect: firstThen(first, connect),
      hear(message) {
        try {
          replica = remembered(replica, message)
          if (message.type === 'welcome') {
            name = message.you.name
            if (sent.kind === 'status') resolve(statusLines(replica, message.you))
            else act(guest, sent, replica, name)
          } else if (message.type === 'told') resolve(toldLines(message))
          else if (message.type === 'news' && isHeard(message.news, sent, name)) resolve([])
        } catch (error) {
          reject(error)
        }
      },
      onState(state, why) {
        if (state !== 'joined') reject(new ProblemError(turnedAway(why ?? 'It ended.')))
      },
    })
    close = guest.close
  })
  const over = new AbortController()
  try {
    const lines = await Promise.race([heard, wait(waitsMs, undefined, over).then(unheard)])
    for (const line of lines) env.data(`${line}\n`)
    return exitCodes.done
  } finally {
    // Nothing of it may keep a script waiting.
    over.abort()
    close()
  }
}

function remembered(replica: Replica, message: HostMessage): Replica {
  if (message.type === 'news') return remember(replica, message.news)
  if (message.type !== 'welcome' && message.type !== 'snapshot') return replica
  return message.news.reduce(remember, emptyReplica)
}

function act(guest: GuestLink, sent: Exclude<Sent, {kind: 'status'}>, {asked}: Replica, name: string): void {
  switch (sent.kind) {
    case 'say':
      guest.say(sent.text)
      return
    case 'note':
      guest.note(sent.text)
      return
    case 'ask':
      guest.move('ask')
      return
    case 'answer':
      if (asked === undefined) throw new ProblemError(notAsked)
      guest.answer(asked.number, {option: sent.option, ...(sent.text === undefined ? {} : {text: sent.text})})
      return
    case 'approve': {
      const agrees =
        asked?.question.id === 'approval' ? asked.question.options.find(({typed}) => typed === name) : undefined
      if (asked === undefined || agrees === undefined) throw new ProblemError(nothingToApprove(name))
      guest.answer(asked.number, {option: agrees.id})
      return
    }
    default:
      sent satisfies never
  }
}

/** Whether the news says that what was sent has been taken. */
function isHeard(news: Extract<HostMessage, {type: 'news'}>['news'], sent: Sent, name: string): boolean {
  switch (sent.kind) {
    case 'say':
      return news.kind === 'spoken'
    case 'note':
      return news.kind === 'event' && news.timed.event.type === 'note-written' && news.timed.event.by === name
    case 'ask':
      return news.kind === 'wheel' && (news.wheel.wantedBy === name || news.wheel.driver === name)
    case 'answer':
    case 'approve':
      return news.kind === 'settled' && news.by === name
    default:
      return false
  }
}

function toldLines({what, text}: Extract<HostMessage, {type: 'told'}>): readonly string[] {
  if (what === 'suggested') return [text]
  throw new ProblemError(notTaken(text))
}

function unheard(): never {
  throw new ProblemError(turnedAway('It took what was sent, and said nothing for ten seconds.'))
}

function nothingToApprove(name: string): Problem {
  return {
    code: 'nothing-to-approve',
    title: 'Nothing waits for this approval',
    detail: `No question that is open asks ${name} to agree.`,
    nextSteps: ['What is open now: upgrade-wizard join --send status'],
  }
}

function notTaken(text: string): Problem {
  return {
    code: 'not-taken',
    title: 'The wizard didn’t take it',
    detail: text,
    nextSteps: ['What is open now, and who drives: upgrade-wizard join --send status'],
  }
}

const notAsked: Problem = {
  code: 'nothing-asked',
  title: 'No question is open',
  detail: 'The wizard is at work, or waits for nobody.',
  nextSteps: ['What goes on: upgrade-wizard join --plain'],
}
const waitsMs = 10_000
