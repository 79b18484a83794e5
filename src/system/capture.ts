import {type ChildProcess, spawn} from 'node:child_process'
import {stat} from 'node:fs/promises'
import type {Readable} from 'node:stream'
import type {Captured, Command} from '../domain/command.ts'
import {ownMask} from './secrets.ts'
import {isSystemError} from './system-error.ts'

/**
 * Runs a short command and keeps its output in memory (at most 64 MiB). stdin is closed; no shell is involved. It has no
 * terminal either: git can't ask for a password behind the screens.
 */
export async function capture({argv, cwd, env}: Command, timeoutMs = 30_000, signal?: AbortSignal): Promise<Captured> {
  if (signal?.aborted === true) return {kind: 'failed', reason: givenUp}
  const child = started(argv, cwd, {...process.env, ...env})
  if (child instanceof Error) return notRun(child)
  const limit = limitsOf(child, timeoutMs)
  signal?.addEventListener('abort', limit.giveUp, {once: true})
  const [stdout, stderr] = [child.stdout, child.stderr].map(stream => collected(stream, limit.tooMuch))
  const end = await endOf(child)
  signal?.removeEventListener('abort', limit.giveUp)
  const reason = limit.lift()
  if (reason !== undefined) return {kind: 'failed', reason}
  if (end.kind === 'ended')
    return end.code === null
      ? {kind: 'failed', reason: `ended by ${end.signal}`}
      : {kind: 'exited', code: end.code, stdout: stdout?.() ?? '', stderr: ownMask().text(stderr?.() ?? '')}
  if (isSystemError(end.error, 'ENOENT') && (await isFolder(cwd))) return {kind: 'not-found', program: argv[0]}
  return notRun(end.error)
}

/** Some of what keeps a program from starting is thrown, such as too long a command line; the rest is told later. */
function started([program, ...args]: Command['argv'], cwd: string, env: NodeJS.ProcessEnv) {
  try {
    return spawn(program, args, {cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true})
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function notRun({message}: Error): Captured {
  return {kind: 'failed', reason: `it could not be run: ${message}`}
}

type End =
  | {readonly kind: 'ended'; readonly code: number | null; readonly signal: string | null}
  | {readonly kind: 'not-started'; readonly error: Error}

function endOf(child: ChildProcess): Promise<End> {
  return new Promise(resolve => {
    child.once('error', error => resolve({kind: 'not-started', error}))
    child.once('close', (code, signal) => resolve({kind: 'ended', code, signal}))
  })
}

/** Keeps what comes; gives the text at the end. */
function collected(stream: Readable, tooMuch: () => void): () => string {
  const chunks: Buffer[] = []
  let bytes = 0
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maxBytes) tooMuch()
    else chunks.push(chunk)
  })
  return () => Buffer.concat(chunks).toString('utf8')
}

type Limits = {
  /** Gives up on a program that says too much. */
  tooMuch(): void
  /** Somebody doesn't want to wait any longer. */
  giveUp(): void
  /** Ends the watch; why the program was given up, if it was. */
  lift(): string | undefined
}

/** Ends the whole group: a child of the program that keeps its output open would be waited for as well. */
function limitsOf({pid, stdout, stderr}: ChildProcess, timeoutMs: number): Limits {
  let reason: string | undefined
  const signal = (name: NodeJS.Signals) => {
    try {
      if (pid !== undefined) process.kill(-pid, name)
    } catch {
      // Gone already, or not ours to signal; the output is given up below.
    }
  }
  const kill = () => {
    signal('SIGKILL')
    stdout?.destroy()
    stderr?.destroy()
  }
  const end = (why: string) => {
    reason ??= why
    signal('SIGTERM')
    clearTimeout(timer)
    timer = setTimeout(kill, graceMs)
  }
  let timer = setTimeout(() => end(`no answer within ${timeoutMs} ms`), timeoutMs)
  return {
    tooMuch() {
      reason ??= `more than ${maxBytes / 1024 / 1024} MiB of output`
      kill()
    },
    giveUp: () => end(givenUp),
    lift() {
      clearTimeout(timer)
      return reason
    },
  }
}

function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    found => found.isDirectory(),
    () => false,
  )
}

const givenUp = 'it was not waited for any longer'
const graceMs = 1000
const maxBytes = 64 * 1024 * 1024
