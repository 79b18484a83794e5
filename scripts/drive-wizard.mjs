// The real program in a pseudo-terminal, at work on a fixture, with a stand-in for `cargo check` that does what a script says.
import {spawnSync} from 'node:child_process'
import {chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import * as pty from '@lydell/node-pty'
import {environment, layOut, program} from './lay-out.mjs'

/**
 * A place to drive the wizard in. `drive(act)` starts it there; `act` is a shell script that stands for `cargo check`,
 * between the files `began` and `ended` that hold its times in nanoseconds. Without one cargo is the real one.
 */
export function openStage({columns = 120, rows = 40, fixture = layOut('photondrift-issue')} = {}) {
  const {repository, remove} = fixture
  const folder = path.join(path.dirname(repository), 'stage')
  mkdirSync(path.join(folder, 'bin'), {recursive: true})
  const [act, began, over] = ['act', 'began', 'ended'].map(name => path.join(folder, name))
  const real = spawnSync('sh', ['-c', 'command -v cargo'], {encoding: 'utf8'}).stdout.trim()
  writeFileSync(
    path.join(folder, 'bin', 'cargo'),
    `#!/bin/sh\n[ "$1" = check ] && [ -e '${act}' ] || exec '${real}' "$@"\n` +
      `date +%s%N >'${began}'; . '${act}'; date +%s%N >'${over}'\n`,
  )
  chmodSync(path.join(folder, 'bin', 'cargo'), 0o755)

  const drive = script => {
    for (const name of [path.join(repository, '.upgrade-wizard'), act, began, over])
      rmSync(name, {recursive: true, force: true})
    if (script !== undefined) writeFileSync(act, script)
    const wanted = ['--offline', '--no-resolve', '--wasmtime', '36', '--only', 'record-baseline']
    const env = {...environment(), PATH: `${path.join(folder, 'bin')}:${process.env.PATH}`}
    const terminal = pty.spawn(process.execPath, [program, 'run', '--ui', 'tui', '--yes', ...wanted], {
      cols: columns,
      rows,
      cwd: repository,
      env,
    })
    return follow(terminal, {began, over})
  }
  return {repository, folder, drive, remove}
}

function follow(terminal, {began, over}) {
  let raw = ''
  const listeners = new Set()
  terminal.onData(data => {
    raw += data
    for (const listener of listeners) listener()
  })
  let isGone = false
  const exited = new Promise(resolve => {
    terminal.onExit(() => {
      isGone = true
      resolve()
    })
  })
  const until = async (holds, what, limitMs = 60_000) => {
    const start = performance.now()
    while (!holds()) {
      if (isGone || performance.now() - start > limitMs) throw new Error(`Never came: ${what}\n${raw.slice(-2000)}`)
      await delay(5)
    }
  }
  return {
    pid: terminal.pid,
    raw: () => raw,
    write: data => terminal.write(data),
    until,
    /** When the stand-in has begun, and when it is through. */
    hasBegun: () => until(() => existsSync(began), 'the stand-in'),
    hasEnded: () => until(() => existsSync(over) && readFileSync(over, 'utf8') !== '', 'the end of the stand-in'),
    isThrough: () => existsSync(over),
    /** What the stand-in took, in milliseconds. */
    childMs: () => (Number(readFileSync(over, 'utf8')) - Number(readFileSync(began, 'utf8'))) / 1e6,
    /** Milliseconds until the text comes, from now. */
    appears(text, limitMs = 2000) {
      const from = raw.length
      const start = performance.now()
      return new Promise(resolve => {
        const done = ms => {
          listeners.delete(look)
          clearTimeout(timer)
          resolve(ms)
        }
        const look = () => raw.indexOf(text, Math.max(0, from - text.length)) !== -1 && done(performance.now() - start)
        const timer = setTimeout(() => done(limitMs), limitMs)
        listeners.add(look)
      })
    },
    async end() {
      if (!isGone) terminal.kill('SIGTERM')
      const timer = setTimeout(() => terminal.kill('SIGKILL'), 10_000)
      await exited
      clearTimeout(timer)
    },
  }
}
