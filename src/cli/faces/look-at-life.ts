import {stat} from 'node:fs/promises'
import type {Journal} from '../../journal/journal.ts'
import type {Session} from '../../journal/session.ts'
import {readLogTail} from '../../system/read-log-tail.ts'
import type {Environment} from '../environment.ts'
import type {Face} from './face.ts'
import {watchLife} from './watch-life.ts'

type Run = {
  readonly env: Pick<Environment, 'programs' | 'clock'>
  readonly face: Pick<Face, 'showLife'>
}

/** Until it is closed; `resume` is for a session that may have left commands running. */
export type LifeWatch = {resume(session: Pick<Session, 'steps'>): void; close(): void}

/** Shows how the session's commands go on while they say nothing. */
export function lookAtLife({env, face}: Run, journal: Journal): LifeWatch {
  const {showLife} = face
  if (showLife === undefined) return {resume: () => undefined, close: () => undefined}
  const watch = watchLife({...env, tell: showLife, readLog: readLogTail, sizeOf})
  const stopListening = journal.listen(watch.hear)
  return {
    resume: watch.resume,
    close() {
      stopListening()
      watch.close()
    },
  }
}

/** A log that is gone doesn't grow. */
async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined)
  return found?.size ?? 0
}
