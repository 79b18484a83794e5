import {readFileSync} from 'node:fs'
import {readdir, readFile} from 'node:fs/promises'
import {capture} from './capture.ts'

/**
 * Milliseconds of the processor that the processes of a group took until now, with those of their children that are gone.
 * Undefined when nobody of the group is left or nobody can be asked. Linux reads /proc, other systems ask ps.
 */
export async function groupCpuMs(group: number): Promise<number | undefined> {
  const times = process.platform === 'linux' ? await timesFromProc(group) : await timesFromPs(group)
  return times.length === 0 ? undefined : times.reduce((sum, ms) => sum + ms, 0)
}

/** The count that Linux keeps; undefined elsewhere and on kernels that keep none. */
export async function oomKills(): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined
  const counts = await readFile('/proc/vmstat', 'utf8').catch(() => '')
  const count = /^oom_kill (\d+)$/m.exec(counts)?.[1]
  return count === undefined ? undefined : Number(count)
}

async function timesFromProc(group: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name))
  return pids.map(statOf).flatMap(stat => {
    // The name, field 2, may hold spaces and brackets: fields are counted from behind its last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (Number(fields[2]) !== group) return []
    // utime, stime, cutime and cstime, in the hundredths of a second that Linux tells every program.
    return [fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0)]
  })
}

/** Without another thread: the kernel makes the text as it is read, and nothing is waited for. */
function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}

async function timesFromPs(group: number): Promise<readonly number[]> {
  const asked = await capture({argv: ['ps', '-A', '-o', 'pgid=,time='], cwd: '/', env: {LC_ALL: 'C'}})
  if (asked.kind !== 'exited') return []
  return asked.stdout.split('\n').flatMap(line => {
    const [id = '', time = ''] = line.trim().split(/\s+/)
    return Number(id) === group ? [psTimeMs(time)] : []
  })
}

/** `[days-]hours:minutes:seconds`, or `minutes:seconds.hundredths` on macOS. */
export function psTimeMs(time: string): number {
  const [clock = '', days = '0'] = time.split('-').toReversed()
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return Math.round((Number(days) * 86_400 + seconds) * 1000)
}
