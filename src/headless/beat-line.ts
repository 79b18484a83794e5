import {duration} from '../domain/duration.ts'
import {tellLife} from '../domain/life-sign.ts'
import type {Beat} from './heartbeat.ts'
import {plainText} from './plain-text.ts'

/** `… still running after 1 min 30 s, 45 of 120: wasmtime; in step 1 it took 2 min 10 s; output: …/3.err` */
export function beatLine({activity, elapsedMs, log, earlier, progress, life}: Beat): string {
  const after = `still ${activity === undefined ? 'running' : 'at it'} after ${duration(elapsedMs)}`
  const far = progress === undefined ? '' : `, ${progress.done} of ${progress.total}`
  const at = progress === undefined || progress.label === '' ? '' : `: ${progress.label}`
  const before = earlier === undefined ? '' : `; in step ${earlier.step} it took ${duration(earlier.durationMs)}`
  const sign = life === undefined ? undefined : tellLife({marker: '', ...life})
  const alive = sign === undefined ? '' : `; ${sign}`
  const where = log === undefined ? '' : `; output: ${log}`
  const what = activity === undefined || activity === '' ? '' : `: ${activity}`
  return plainText(`… ${after}${far}${at}${before}${alive}${where}${what}`)
}
