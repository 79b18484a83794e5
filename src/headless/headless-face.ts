import {isToDo} from '../domain/checklist.ts'
import {count} from '../domain/count.ts'
import type {Paint} from '../domain/paint.ts'
import type {Answer, Ask, Question} from '../domain/question.ts'
import {tellItems} from '../domain/tell-items.ts'
import type {TimedEvent} from '../journal/fold.ts'
import {fold} from '../journal/fold.ts'
import type {Session} from '../journal/session.ts'
import {lineWidth, printable, wrap} from '../plan/text-layout.ts'
import {type AnswerPolicy, answerByPolicy} from './answer-policy.ts'
import {startHeartbeat} from './heartbeat.ts'
import {tellEvents} from './plain-lines.ts'

export type HeadlessFace = {
  readonly ask: Ask
  activity(text: string | undefined): void
  resume(session: Session): void
  hear(event: TimedEvent): void
  say(line: string): void
}

type Plain = {
  readonly write: (line: string) => void
  readonly paint: Paint
  readonly policy: AnswerPolicy
  readonly nowMs: () => number
}

/** Plain lines for a run nobody sits at: what happens, a heartbeat while a command is silent, and the policy's answers. */
export function plainFace({write, paint, policy, nowMs}: Plain): HeadlessFace {
  let session: Session | undefined
  const tell = tellEvents(write, paint, () => session)
  const heartbeat = startHeartbeat(line => write(paint.dim(`      ${printable(line)}`)), nowMs)
  const answer = answerByPolicy(policy)
  return {
    async ask(question) {
      for (const line of worthSaying(question).flatMap(wrapped)) write(paint.dim(line))
      return answer(question)
    },
    activity: text => {
      if (text !== undefined) write(paint.dim(`${text} …`))
    },
    resume(found) {
      session = found
      write(`Going on with the session of ${found.startedAt}`)
    },
    hear(timed) {
      if (timed.event.type !== 'content-saved') session = fold(session, timed)
      heartbeat.hear(timed)
      tell(timed)
    },
    say: line => write(paint.dim(`      ${printable(line)}`)),
  }
}

/** Below the title of its step; what goes on is indented further, so that one can see where the next line begins. */
function wrapped(line: string): readonly string[] {
  return wrap(printable(line), lineWidth - 6, 2).map(one => `      ${one}`)
}

/** What a person would have seen on the way to an answer that a policy gives. */
function worthSaying({subject}: Question): readonly string[] {
  if (subject.kind === 'resume') return subject.since
  if (subject.kind === 'checklist') return tellItems(subject.items.filter(isToDo))
  const dirty = subject.kind === 'start' ? (subject.survey.git?.dirty.length ?? 0) : 0
  return dirty === 0 ? [] : [`${count(dirty, 'file')} with uncommitted changes; every file is saved before it changes`]
}

/** The same as one JSON document a line; saved contents are named by their hash in other events and left out here. */
export function jsonFace({write, policy}: Pick<Plain, 'write' | 'policy'>): HeadlessFace {
  const put = (value: unknown) => write(JSON.stringify(value))
  const answer = answerByPolicy(policy)
  return {
    async ask(question): Promise<Answer | undefined> {
      const given = await answer(question)
      const {id, title, options, recommended} = question
      put({type: 'question', id, title, options, recommended, answer: given?.option ?? null})
      return given
    },
    activity: text => {
      if (text !== undefined) put({type: 'activity', text})
    },
    resume: session => put({type: 'session-resumed', sessionId: session.sessionId}),
    hear: ({at, event}) => {
      if (event.type !== 'content-saved') put({at, ...event})
    },
    say: text => put({type: 'said', text}),
  }
}
