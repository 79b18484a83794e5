import {ProblemError} from '../../domain/errors.ts'
import {plainPaint} from '../../domain/paint.ts'
import {plainFace} from '../../headless/plain-face.ts'
import {openGuest} from '../../pair/guest.ts'
import {byTimeout} from '../../store/by-timeout.ts'
import {readLogTail} from '../../system/read-log-tail.ts'
import {type ExitCode, exitCodes} from '../exit-codes.ts'
import {onSignals} from '../on-signals.ts'
import {firstThen} from './first-then.ts'
import type {Joining} from './joining.ts'
import {newsInLines} from './news-in-lines.ts'
import {turnedAway} from './turned-away.ts'

/** The run of another terminal in lines, to watch: nothing is asked here. Ends with the run, or with Ctrl-C. */
export async function joinInLines({env, me, connect}: Joining): Promise<ExitCode> {
  const face = plainFace({
    write: env.err,
    paint: env.isStdoutTerminal ? env.paint.err : plainPaint,
    nowMs: env.clock.monotonicMs,
    readLog: readLogTail,
    answer: async () => undefined,
    resuming: 'Watching',
  })
  const first = await connect()
  let isAway = false
  const lines = await new Promise<readonly string[]>((resolve, reject) => {
    const guest = openGuest({
      me: {...me, role: 'viewer'},
      tool: env.version,
      later: byTimeout,
      connect: firstThen(first, connect),
      hear: newsInLines(face, resolve),
      onState(state, why) {
        if (state === 'away' && !isAway) face.say('The wizard is away; waiting for it. Ctrl-C leaves.')
        isAway = state === 'away'
        if (state === 'turned-away') reject(new ProblemError(turnedAway(why ?? 'It ended.')))
      },
    })
    onSignals(() => {
      guest.close()
      resolve([])
    }, env.leave)
  })
  face.end({exitCode: exitCodes.done, lines})
  return exitCodes.done
}
