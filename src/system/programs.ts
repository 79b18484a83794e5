import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {closeSync, mkdirSync, openSync} from 'node:fs'
import {readdir, readFile} from 'node:fs/promises'
import path from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import type {Command} from '../domain/command.ts'
import {BugError} from '../domain/errors.ts'
import type {ProcessId, Programs, Started} from '../domain/ports.ts'
import {capture} from './capture.ts'
import {identify, isAlive, isGroupAlive} from './process-id.ts'
import {groupCpuMs, oomKills} from './process-usage.ts'
import {scrubLog} from './secrets.ts'
import {isSystemError} from './system-error.ts'

/** Programs of this machine. Long ones run detached, so that a build outlives the wizard and can be found again. */
export function createPrograms({graceMs = 3000}: {readonly graceMs?: number} = {}): Programs {
  return {
    start: (command, log) => start(command, log, graceMs),
    capture,
    isAlive,
    survivors,
    async whenGone(one) {
      await waitWhile(() => isAlive(one))
    },
    cpuMs: one => groupCpuMs(one.pid),
    oomKills,
    async cancel(one) {
      // By now the pid may be somebody else's.
      if (await isAlive(one)) await cancelGroup(one.pid, graceMs)
    },
    async pause(one) {
      if (await isAlive(one)) pauseGroup(one.pid)
    },
    async resume(one) {
      if (await isAlive(one)) resumeGroup(one.pid)
    },
    async self() {
      const self = await identify(process.pid)
      if (self === undefined) throw new BugError('this process has no identity')
      return self
    },
  }
}

type Log = {readonly out: string; readonly err: string; readonly marker: string}

async function start(command: Command, log: Log, graceMs: number): Promise<Started | {readonly notFound: string}> {
  const child = spawnDetached(command, log)
  if (child.pid === undefined) {
    const [error] = await once(child, 'error')
    if (isSystemError(error, 'ENOENT', 'EACCES')) return {notFound: command.argv[0]}
    throw error
  }
  const {pid} = child
  const ended = new Promise<{code: number | null; signal: string | null}>(resolve => {
    child.once('exit', (code, signal) => void scrubbed(log).then(() => resolve({code, signal})))
  })
  // A program that is gone already is identified by its pid alone.
  const process = (await identify(pid)) ?? {pid, startTime: '', bootId: ''}
  return {
    process,
    ended,
    cancel: () => cancelGroup(pid, graceMs),
    pause: () => pauseGroup(pid),
    resume: () => resumeGroup(pid),
  }
}

/** What a command printed of its environment's secrets doesn't stay on the disk; where that fails it is masked when it is read. */
async function scrubbed({out, err}: Log): Promise<void> {
  await Promise.allSettled([scrubLog(out), scrubLog(err)])
}

function spawnDetached({argv: [program, ...args], cwd, env}: Command, log: Log): ChildProcess {
  mkdirSync(path.dirname(log.out), {recursive: true})
  const out = openSync(log.out, 'a')
  const err = openSync(log.err, 'a')
  try {
    return spawn(program, args, {
      cwd,
      env: {...process.env, ...env, [markerVariable]: log.marker},
      detached: true,
      stdio: ['ignore', out, err],
    })
  } finally {
    closeSync(out)
    closeSync(err)
  }
}

/** Children inherit the marker, so compilers and tests of a killed cargo are found as well. */
async function survivors(marker: string): Promise<readonly ProcessId[]> {
  const pids = process.platform === 'linux' ? await pidsFromProc(marker) : await pidsFromPs(marker)
  const found = await Promise.all(pids.filter(pid => pid !== process.pid).map(identify))
  return found.filter(one => one !== undefined)
}

async function pidsFromProc(marker: string): Promise<readonly number[]> {
  const wanted = `${markerVariable}=${marker}`
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number)
  const environments = await Promise.all(pids.map(pid => readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')))
  return pids.filter((_, index) => environments[index]?.split('\0').includes(wanted))
}

async function pidsFromPs(marker: string): Promise<readonly number[]> {
  const asked = await capture({argv: ['ps', '-axEww', '-o', 'pid=,command='], cwd: '/'})
  if (asked.kind !== 'exited') return []
  const lines = asked.stdout.split('\n').filter(line => line.includes(`${markerVariable}=${marker}`))
  return lines.map(line => Number.parseInt(line, 10)).filter(pid => pid > 0)
}

/** INT, then TERM, then KILL, each with its time to work, to the whole group; done when nobody is left. */
async function cancelGroup(pid: number, graceMs: number): Promise<void> {
  // To the system, -1 is everybody and 0 is ourselves.
  if (pid <= 1) return
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
    if (!signalGroup(pid, signal)) return
    // A group that stands still hears of it only when it goes on.
    resumeGroup(pid)
    const isGone = await waitWhile(() => isAnyoneLeft(pid), graceMs)
    if (isGone) return
  }
}

function pauseGroup(pid: number): void {
  if (pid > 1) signalGroup(pid, 'SIGSTOP')
}

function resumeGroup(pid: number): void {
  if (pid > 1) signalGroup(pid, 'SIGCONT')
}

/** Zombies don't count: where the wizard is the first process of a container, nobody ever asks for orphans. */
async function isAnyoneLeft(pid: number): Promise<boolean> {
  if (!signalGroup(pid, 0)) return false
  return process.platform !== 'linux' || (await identify(pid)) !== undefined || (await isGroupAlive(pid))
}

/** A survivor need not lead its group: then it is signalled alone. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  return trySignal(-pid, signal) || trySignal(pid, signal)
}

function trySignal(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, signal)
  } catch (error) {
    if (isSystemError(error, 'ESRCH', 'EPERM')) return false
    throw error
  }
}

async function waitWhile(condition: () => Promise<boolean>, limitMs = Number.POSITIVE_INFINITY): Promise<boolean> {
  const began = performance.now()
  while (await condition()) {
    if (performance.now() - began > limitMs) return false
    await delay(50)
  }
  return true
}

const markerVariable = 'UPGRADE_WIZARD_RUN'
