import type {Ask, Question} from '../domain/question.ts'
import {follow} from '../journal/fold.ts'
import type {Session} from '../journal/session.ts'
import {createFailures} from './failures.ts'
import type {HeadlessFace} from './headless-face.ts'
import {createHeartbeat} from './heartbeat.ts'
import type {ReadLog} from './output-lines.ts'

type Json = {
  readonly write: (line: string) => void
  readonly answer: Ask
  /** ISO time. */
  readonly now: () => string
  readonly nowMs: () => number
  readonly readLog: ReadLog
}

/**
 * The run as JSON, one document a line; docs/EVENTS.md has the shapes. Saved contents are named by their hash in other events
 * and left out here.
 */
export function jsonFace({write, answer, now, nowMs, readLog}: Json): HeadlessFace {
  const put = (value: Readonly<Record<string, unknown>>) => write(JSON.stringify({at: now(), ...value}))
  const failures = createFailures()
  const heartbeat = createHeartbeat({beat: beat => put({type: 'still-running', ...beat}), nowMs, readLog})
  let session: Session | undefined
  return {
    async ask(question) {
      heartbeat.stop()
      const given = await answer(question)
      heartbeat.answered()
      put({...asked(question), answer: given === undefined ? null : given})
      return given
    },
    activity(text) {
      heartbeat.activity(text)
      put({type: 'activity', text: text ?? null})
    },
    showAmount: heartbeat.amount,
    showLife: heartbeat.life,
    // Sizes change all the time; what comes of them is a question or an event.
    showDisk: () => undefined,
    see: ({problems}) => {
      for (const problem of problems) put({type: 'problem', problem})
    },
    resume(found) {
      session = found
      failures.resume(found)
      heartbeat.resume(found)
      put({type: 'session-resumed', sessionId: found.sessionId})
    },
    hear(timed) {
      if (timed.event.type === 'content-saved') return
      session = follow(session, timed)
      failures.hear(timed.event)
      heartbeat.hear(timed, session)
      put({at: timed.at, ...timed.event})
    },
    say: text => put({type: 'said', text}),
    end({exitCode, end, problem}) {
      heartbeat.stop()
      if (problem !== undefined) put({type: 'problem', problem})
      const failed = failures.all().map(({step, kind, problem}) => ({step, kind, problem}))
      const waitingFor = end?.kind === 'waiting' ? {waitingFor: end.question.id} : {}
      put({type: 'ended', exitCode, end: end?.kind ?? 'problem', ...waitingFor, failed})
    },
  }
}

/** What is asked and between what, without what the screens draw around it. */
function asked({id, title, subject, options, recommended}: Question) {
  const step = 'stepId' in subject ? {step: subject.stepId} : {}
  const consent = subject.kind === 'consent' ? {to: subject.to, key: subject.key, lines: subject.lines} : {}
  return {type: 'question', id, kind: subject.kind, ...step, ...consent, title, options, recommended}
}
