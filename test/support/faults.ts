import {spawn} from 'node:child_process'
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {onTestFinished} from 'vitest'
// @ts-expect-error: plain JavaScript, so that the program can be started with it
import {injectFaults as inject} from './faulty-fs.mjs'
import {type Ended, ended, environment, program} from './fixture-run.ts'

export type FileOperation =
  | 'open'
  | 'open-read'
  | 'write'
  | 'sync'
  | 'truncate'
  | 'rename'
  | 'unlink'
  | 'mkdir'
  | 'link'
  | 'symlink'
  | 'chmod'
  | 'read'
  | 'stat'

export type Faults = {
  /** Absolute folder without links in its path: what is done elsewhere is neither counted nor touched. */
  readonly below: string
  /** What is counted. */
  readonly kinds: readonly FileOperation[]
  /** As errno.h names it. */
  readonly code: string
  /** 1-based number of the operation that fails; without one all are counted and none fails. */
  readonly at?: number
  /** All from `at` on fail as long as this file is there. */
  readonly until?: string
  /** A write that fails leaves its first half behind, as on a disk that fills up. */
  readonly half?: boolean
  /** Gets a line for each operation: number, works or fails, kind, call, path. */
  readonly log?: string
  /** Each look at the clock finds it this much earlier than the last. */
  readonly clockBackMs?: number
}

/** Preloaded, it takes its options from `UW_FAULTS`. */
export const faultyFs = path.join(import.meta.dirname, 'faulty-fs.mjs')

/** Runs the bundled program with such a file system. */
export function runWithFaults(
  cwd: string,
  args: readonly string[],
  faults: Faults,
  given: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const env = {...environment(), ...given, UW_FAULTS: JSON.stringify(faults)}
  return ended(
    spawn(process.execPath, ['--import', faultyFs, program, ...args], {cwd, env, stdio: ['ignore', 'pipe', 'pipe']}),
  )
}

/** The same within a test, until it is finished. The returned function ends it sooner. */
export async function injectFaults(faults: Faults): Promise<() => void> {
  const stop = await inject(faults)
  onTestFinished(stop)
  return stop
}

/** How many operations the program's log counted. */
export function countedIn(log: string): number {
  return readFileSync(log, 'utf8').trimEnd().split('\n').length
}
