import {stat} from 'node:fs/promises'
import type {Captured, Command} from '../domain/command.ts'

/**
 * Runs a short command and keeps its output in memory (at most 64 MiB). stdin is closed; no shell is involved. It has no
 * terminal either: git can't ask for a password behind the screens.
 */
export async function capture({argv: [program, ...args], cwd, env}: Command, timeoutMs = 30_000): Promise<Captured> {
  const {execa} = await import('execa')
  const running = execa(program, args, {
    cwd,
    ...(env === undefined ? {} : {env}),
    stdin: 'ignore',
    reject: false,
    detached: true,
    maxBuffer: 64 * 1024 * 1024,
    stripFinalNewline: false,
  })
  const limit = endAfter(running, timeoutMs)
  const result = await running
  const isTimedOut = limit.lift()
  if (isTimedOut) return {kind: 'failed', reason: `no answer within ${timeoutMs} ms`}
  if (result.exitCode !== undefined)
    return {kind: 'exited', code: result.exitCode, stdout: result.stdout, stderr: result.stderr}
  if (result.code === 'ENOENT' && (await isFolder(cwd))) return {kind: 'not-found', program}
  return {kind: 'failed', reason: result.shortMessage ?? 'it could not be run'}
}

type Running = {
  readonly pid?: number | undefined
  readonly stdout: {destroy(): unknown}
  readonly stderr: {destroy(): unknown}
}

/** Ends the whole group: a child of the program that keeps its output open would be waited for as well. */
function endAfter(running: Running, timeoutMs: number): {lift(): boolean} {
  const {pid} = running
  let isTimedOut = false
  const signal = (name: NodeJS.Signals) => {
    try {
      if (pid !== undefined) process.kill(-pid, name)
    } catch {
      // Gone already, or not ours to signal; the output is given up below.
    }
  }
  const kill = () => {
    signal('SIGKILL')
    running.stdout.destroy()
    running.stderr.destroy()
  }
  let timer = setTimeout(() => {
    isTimedOut = true
    signal('SIGTERM')
    timer = setTimeout(kill, graceMs)
  }, timeoutMs)
  return {
    lift() {
      clearTimeout(timer)
      return isTimedOut
    },
  }
}

function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    found => found.isDirectory(),
    () => false,
  )
}

const graceMs = 1000
