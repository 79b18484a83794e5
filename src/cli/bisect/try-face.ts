import type {Interrupts} from '../../engine/interrupts.ts'
import {answerByPolicy} from '../../headless/answer-policy.ts'
import {beatLine} from '../../headless/beat-line.ts'
import {createHeartbeat} from '../../headless/heartbeat.ts'
import {follow} from '../../journal/fold.ts'
import type {Session} from '../../journal/session.ts'
import {printable} from '../../plan/text-layout.ts'
import {readLogTail} from '../../system/read-log-tail.ts'
import type {Environment} from '../environment.ts'
import type {Face} from '../faces/face.ts'

/**
 * A try as a line for each step and a heartbeat while one takes long. Every question is answered as it is recommended; what
 * failed stays as it is, so that it can be judged.
 */
export function tryFace({
  env,
  interrupts,
}: {
  readonly env: Environment
  readonly interrupts: Interrupts
}): Face & {end(): void} {
  const {dim} = env.paint.err
  const write = (text: string) => env.err(dim(`      ${printable(text)}`))
  const policy = answerByPolicy({yes: true, onFailure: 'stop'})
  const heartbeat = createHeartbeat({
    beat: beat => write(beatLine(beat)),
    nowMs: env.clock.monotonicMs,
    readLog: readLogTail,
  })
  let session: Session | undefined
  return {
    interrupts,
    async ask(question) {
      heartbeat.stop()
      const {subject} = question
      // A Rust that can't be installed beside one that is new enough: the try goes on with that.
      const goesOn = subject.kind === 'after-step' && subject.outcome.kind === 'failed' && subject.outcome.problem.goOn
      const given = goesOn ? {option: 'adopt', by: 'policy'} : await policy(question)
      heartbeat.answered()
      return given
    },
    activity: heartbeat.activity,
    showAmount: heartbeat.amount,
    showLife: heartbeat.life,
    see: () => undefined,
    resume: () => undefined,
    say: write,
    hear(timed) {
      if (timed.event.type !== 'content-saved') session = follow(session, timed)
      heartbeat.hear(timed, session)
      const {event} = timed
      if (event.type !== 'step-started') return
      write(session?.steps.find(({plan}) => plan.id === event.step)?.plan.title ?? event.step)
    },
    end: heartbeat.stop,
  }
}
