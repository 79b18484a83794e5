import {lstat, rm} from 'node:fs/promises'
import {capture} from './capture.ts'

/**
 * A copy of a file with mode, owner, extended attributes and access lists, as far as the system's own `cp` can keep them: Node
 * has no call for those. False, and nothing at `to`, when `cp` is missing, refuses or doesn't answer.
 */
export async function copyFile(from: string, to: string): Promise<boolean> {
  const keep = process.platform === 'linux' ? '--preserve=all' : '-p'
  const copied = await capture({argv: ['cp', '-P', keep, '--', from, to], cwd: '/'}, 10_000)
  const made = await lstat(to).catch(() => undefined)
  if (copied.kind === 'exited' && copied.code === 0 && made?.isFile() === true) return true
  await rm(to, {force: true})
  return false
}
