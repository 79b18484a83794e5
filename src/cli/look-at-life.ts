import {stat} from 'node:fs/promises'
import type {Journal} from '../journal/journal.ts'
import {readLogTail} from '../system/read-log-tail.ts'
import type {Environment} from './environment.ts'
import type {Face} from './face.ts'
import {watchLife} from './watch-life.ts'

type Run = {
  readonly env: Pick<Environment, 'programs' | 'clock'>
  readonly face: Pick<Face, 'showLife'>
}

/** Shows how the session's commands go on while they say nothing. The returned function ends it. */
export function lookAtLife({env, face}: Run, journal: Journal): () => void {
  const {showLife} = face
  if (showLife === undefined) return () => undefined
  const watch = watchLife({...env, tell: showLife, readLog: readLogTail, sizeOf})
  const stopListening = journal.listen(watch.hear)
  if (journal.session !== undefined) watch.resume(journal.session)
  return () => {
    stopListening()
    watch.close()
  }
}

/** A log that is gone doesn't grow. */
async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined)
  return found?.size ?? 0
}
