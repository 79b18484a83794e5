// The real program in a pseudo-terminal, at work on a fixture, with a stand-in for `cargo check` that does what a script says.
import {spawnSync} from 'node:child_process'
import {chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import * as pty from '@lydell/node-pty'
import {environment, layOut, program} from './lay-out.mjs'

/**
 * A place to drive the wizard in. `drive(script)` starts it there, answering itself, with a shell script that stands for
 * `cargo check`; without one cargo is cargo. `ask()` starts it with somebody to answer.
 */
export function openStage({columns = 120, rows = 40} = {}) {
  const {repository, remove} = layOut('photondrift-issue')
  const folder = path.join(path.dirname(repository), 'stage')
  mkdirSync(path.join(folder, 'bin'), {recursive: true})
  const act = path.join(folder, 'act')
  const real = spawnSync('sh', ['-c', 'command -v cargo'], {encoding: 'utf8'}).stdout.trim()
  const standIn = `#!/bin/sh\n[ "$1" = check ] && [ -e '${act}' ] && exec sh '${act}'\nexec '${real}' "$@"\n`
  writeFileSync(path.join(folder, 'bin', 'cargo'), standIn)
  chmodSync(path.join(folder, 'bin', 'cargo'), 0o755)
  const env = {...environment(), PATH: `${path.join(folder, 'bin')}:${process.env.PATH}`}

  const start = (...args) => {
    const wanted = ['run', '--ui', 'tui', '--offline', '--no-resolve', '--wasmtime', '36', '--only', 'record-baseline']
    const terminal = pty.spawn(process.execPath, [program, ...wanted, ...args], {
      cols: columns,
      rows,
      cwd: repository,
      env,
    })
    return follow(terminal, path.join(repository, '.upgrade-wizard', 'state.jsonl'))
  }
  const reset = script => {
    for (const name of [path.join(repository, '.upgrade-wizard'), act]) rmSync(name, {recursive: true, force: true})
    if (script !== undefined) writeFileSync(act, script)
  }
  return {
    repository,
    folder,
    remove,
    drive(script) {
      reset(script)
      return start('--yes')
    },
    ask() {
      reset(undefined)
      return start()
    },
  }
}

function follow(terminal, state) {
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
  /** Resolves with the first thing that is found. */
  const until = async (find, what, {everyMs = 5, limitMs = 60_000} = {}) => {
    for (const start = performance.now(); ; await delay(everyMs)) {
      const found = find()
      if (found) return found
      if (isGone || performance.now() - start > limitMs) throw new Error(`Never came: ${what}\n${raw.slice(-2000)}`)
    }
  }
  return {
    pid: terminal.pid,
    raw: () => raw,
    write: data => terminal.write(data),
    shows: text => until(() => raw.includes(text), text),
    /** The first event of a type in the state file. Seldom looked for: reading must not compete with what is measured. */
    event: type => until(() => existsSync(state) && eventOf(readFileSync(state, 'utf8'), type), type, seldom),
    /** Milliseconds until the text is written, from now. */
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

const seldom = {everyMs: 100, limitMs: 300_000}

function eventOf(state, type) {
  const line = state.split('\n').find(one => one.includes(`"event":{"type":"${type}"`) && one.endsWith('}'))
  return line === undefined ? undefined : JSON.parse(line).event
}
