import type {Captured, Command} from '../domain/command.ts'

/** Runs a short command and keeps its output in memory (at most 64 MiB). stdin is closed; no shell is involved. */
export async function capture({argv: [program, ...args], cwd, env}: Command, timeoutMs = 30_000): Promise<Captured> {
  const {execa} = await import('execa')
  const result = await execa(program, args, {
    cwd,
    ...(env === undefined ? {} : {env}),
    stdin: 'ignore',
    reject: false,
    timeout: timeoutMs,
    maxBuffer: 64 * 1024 * 1024,
    stripFinalNewline: false,
  })
  if (result.exitCode !== undefined)
    return {kind: 'exited', code: result.exitCode, stdout: result.stdout, stderr: result.stderr}
  if (result.code === 'ENOENT') return {kind: 'not-found', program}
  return {
    kind: 'failed',
    reason: result.timedOut ? `no answer within ${timeoutMs} ms` : (result.shortMessage ?? 'it could not be run'),
  }
}
