import {readdir, readFile} from 'node:fs/promises'
import type {ProcessId} from '../domain/ports.ts'
import {capture} from './capture.ts'

/**
 * Who a process is, beyond its pid: when it started and in which boot, so that a reused pid is never mistaken for it.
 * Undefined when it is gone; a zombie counts as gone. Linux reads /proc, other systems ask ps.
 */
export async function identify(pid: number): Promise<ProcessId | undefined> {
  const startTime = process.platform === 'linux' ? await startTimeFromProc(pid) : await startTimeFromPs(pid)
  return startTime === undefined ? undefined : {pid, startTime, bootId: await bootId()}
}

export async function isAlive(one: ProcessId): Promise<boolean> {
  const now = await identify(one.pid)
  return now !== undefined && now.startTime === one.startTime && now.bootId === one.bootId
}

/** Whether a process of the group still runs; Linux only. */
export async function isGroupAlive(group: number): Promise<boolean> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number)
  const stats = await Promise.all(pids.map(statFromProc))
  return stats.some(stat => stat?.group === group)
}

async function startTimeFromProc(pid: number): Promise<string | undefined> {
  return (await statFromProc(pid))?.startTime
}

/** Undefined for what is gone or a zombie. */
async function statFromProc(pid: number): Promise<{group: number; startTime: string} | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // The name, field 2, may hold spaces and brackets: fields are counted from behind its last bracket.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  const startTime = fields?.[19]
  if (fields === undefined || startTime === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined
  return {group: Number(fields[2]), startTime}
}

async function startTimeFromPs(pid: number): Promise<string | undefined> {
  const asked = await capture({argv: ['ps', '-o', 'stat=,lstart=', '-p', String(pid)], cwd: '/', env: {LC_ALL: 'C'}})
  if (asked.kind !== 'exited' || asked.code !== 0) return undefined
  const [state = '', ...started] = asked.stdout.trim().split(/\s+/)
  return state.startsWith('Z') || started.length === 0 ? undefined : started.join(' ')
}

async function bootId(): Promise<string> {
  if (process.platform === 'linux')
    return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim()
  const asked = await capture({argv: ['sysctl', '-n', 'kern.boottime'], cwd: '/'})
  return asked.kind === 'exited' ? asked.stdout.trim() : ''
}
