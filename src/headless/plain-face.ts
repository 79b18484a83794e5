import type {Paint} from '../domain/paint.ts'
import type {Answer, Question} from '../domain/question.ts'
import {follow} from '../journal/fold.ts'
import type {Session} from '../journal/session.ts'
import {printable} from '../plan/text-layout.ts'
import {beatLine} from './beat-line.ts'
import {createFailures, tellFailures} from './failures.ts'
import type {HeadlessFace} from './headless-face.ts'
import {createHeartbeat} from './heartbeat.ts'
import type {ReadLog} from './output-lines.ts'
import {tellEvents} from './plain-lines.ts'
import {tellLowRoom} from './tell-low-room.ts'

export type Plain = {
  /** Gets whole lines without their end. */
  readonly write: (line: string) => void
  readonly paint: Paint
  readonly nowMs: () => number
  readonly readLog: ReadLog
  /** Whoever answers, with the session as it is. */
  readonly answer: (question: Question, session: Session | undefined) => Promise<Answer | undefined>
  /** Where the title of a step goes, when it is no line like the others. */
  readonly heading?: (title: string) => void
  /** What is done with a session that was there before: gone on with, unless it is only watched. */
  readonly resuming?: string
}

/** Plain lines: what happens, a heartbeat while it takes long, and at the end what failed once more. */
export function plainFace({
  write,
  paint,
  nowMs,
  readLog,
  answer,
  heading,
  resuming = 'Going on with',
}: Plain): HeadlessFace {
  let session: Session | undefined
  const failures = createFailures()
  const tell = tellEvents({write, paint, session: () => session, ...(heading === undefined ? {} : {heading})})
  const heartbeat = createHeartbeat({beat: beat => write(paint.dim(`      ${beatLine(beat)}`)), nowMs, readLog})
  const tellDisk = tellLowRoom(line => write(paint.yellow(`      ${line}`)))
  return {
    async ask(question) {
      heartbeat.stop()
      const given = await answer(question, session)
      heartbeat.answered()
      return given
    },
    activity(text) {
      heartbeat.activity(text)
      if (text !== undefined) write(paint.dim(`${text} …`))
    },
    showAmount: heartbeat.amount,
    showLife: heartbeat.life,
    showDisk: tellDisk,
    see: () => undefined,
    resume(found) {
      session = found
      failures.resume(found)
      heartbeat.resume(found)
      write(`${resuming} the session of ${found.startedAt}`)
    },
    hear(timed) {
      if (timed.event.type !== 'content-saved') session = follow(session, timed)
      failures.hear(timed.event)
      heartbeat.hear(timed, session)
      tell(timed)
    },
    say: line => write(paint.dim(`      ${printable(line)}`)),
    end({lines}) {
      heartbeat.stop()
      for (const line of tellFailures(failures.all(), session, paint)) write(line)
      for (const line of lines) write(line)
    },
  }
}
