// Measures the run screen while a command writes: what it costs the command, and what the screen itself takes. The shipped
// program runs in a pseudo-terminal of 120 by 40; scripts stand for `cargo check`, but for the last row, where it is cargo.
import {appendFileSync, closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {describeLevel, describeRatio, quantile, wholeRun} from './bench-kit.mjs'
import {openStage} from './drive-wizard.mjs'
import {environment, git, identity} from './lay-out.mjs'

/** The rows of the table, each with whether its limit is exceeded. Linux alone tells what a process takes. */
export async function measureTerminal(rounds) {
  if (!existsSync('/proc/self/stat')) return []
  const stage = openStage()
  try {
    return [
      ...(await flood(stage, rounds)),
      ...(await steady(stage)),
      ...(await idle(stage)),
      await check(stage, rounds),
    ]
  } finally {
    stage.remove()
  }
}

/** A million coloured lines at once, against the same program writing to a file with nobody watching. */
async function flood(stage, rounds) {
  const lines = path.join(stage.folder, 'lines')
  writeFileSync(lines, millionLines())
  const times = []
  const memory = []
  const answers = []
  for (let round = 0; round < rounds; round++) {
    const before = writtenAlone(stage, lines)
    const {ms, peak, keys} = await writtenOnScreen(stage, lines)
    const alone = (before + writtenAlone(stage, lines)) / 2
    times.push({ms, ratio: ms / alone})
    memory.push(peak)
    answers.push(...keys)
  }
  rmSync(lines)
  const slow = quantile(
    answers.toSorted((a, b) => a - b),
    0.95,
  )
  return [
    describeRatio('1 M lines of a command, against no wizard', 1.1, times),
    describeLevel('  memory of the wizard meanwhile', 'MiB', 100, memory),
    describeLevel(`  a key answered, 95th of 100 (${answers.length} keys)`, 'ms', 60, [slow]),
  ]
}

function millionLines() {
  const line = number =>
    `\x1b[1m\x1b[32m   Compiling\x1b[0m crate-${number} v0.${number % 100}.0 (/home/somebody/src/crate-${number % 1000}) \x1b[33mwarning\x1b[0m ok\n`
  return Array.from({length: 1_000_000}, (_, number) => line(number)).join('')
}

function writing(lines) {
  return `date +%s%N >"$began"; cat '${lines}' >&2; date +%s%N >"$ended"`
}

/** The same descriptors as the wizard gives: appending to a file that is new. */
function writtenAlone(stage, lines) {
  const log = path.join(stage.folder, 'log')
  const file = openSync(log, 'a')
  const ms = stage.alone(writing(lines), file)
  closeSync(file)
  rmSync(log)
  return ms
}

async function writtenOnScreen(stage, lines) {
  const ready = path.join(stage.folder, 'ready')
  rmSync(ready, {force: true})
  const wizard = stage.drive(`while [ ! -e '${ready}' ]; do sleep 0.1; done; ${writing(lines)}; sleep 1`)
  await wizard.event('command-running')
  await delay(1000)
  // What the kernel remembers as the most memory starts anew.
  writeFileSync(`/proc/${wizard.pid}/clear_refs`, '5')
  writeFileSync(ready, '')
  const keys = []
  while (!wizard.isThrough()) {
    const answered = wizard.appears('Quit now?')
    wizard.write('q')
    keys.push(await answered)
    wizard.write('n')
    await delay(120)
  }
  const ms = wizard.childMs()
  const [, peak] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${wizard.pid}/status`, 'utf8')) ?? []
  await wizard.end()
  return {ms, peak: Number(peak) / 1024, keys}
}

/** A thousand coloured lines a second. */
async function steady(stage) {
  const writer = path.join(stage.folder, 'steady.mjs')
  writeFileSync(writer, steadyWriter)
  const {core} = await watched(stage, `'${process.execPath}' '${writer}'`, 8000)
  return [describeLevel('1,000 lines a second', '% of a core', 10, [core])]
}

const steadyWriter = `let count = 0
setInterval(() => {
  let text = ''
  for (let line = 0; line < 20; line++, count++)
    text += '\\x1b[1m\\x1b[32m   Compiling\\x1b[0m crate-' + count + ' v0.1.0 (/home/somebody/' + 'x'.repeat(count % 60) + ')\\n'
  process.stderr.write(text)
}, 20)`

/** A command that says nothing, then nothing at all. */
async function idle(stage) {
  const {core, frames} = await watched(stage, 'sleep 30', 8000)
  const sizes = frames.map(frame => frame.length)
  const waiting = await watched(stage, undefined, 6000)
  return [
    describeLevel('a silent command', '% of a core', 6, [core]),
    describeLevel('  bytes of a frame', 'B', 300, sizes),
    describeLevel('a question, nothing runs', '% of a core', 0.5, [waiting.core]),
  ]
}

/** The share of a core the wizard takes over some time, and the frames it writes. */
async function watched(stage, act, forMs) {
  const wizard = act === undefined ? stage.ask() : stage.drive(act)
  await (act === undefined ? wizard.shows('Go on and choose') : wizard.event('command-running'))
  await delay(2500)
  const [from, used, since] = [wizard.raw().length, processorMs(wizard.pid), performance.now()]
  await delay(forMs)
  const core = (100 * (processorMs(wizard.pid) - used)) / (performance.now() - since)
  const frames = wizard.raw().slice(from).split('\x1b[?2026h').slice(1)
  await wizard.end()
  return {core, frames}
}

/** Processor time of a process so far; the kernel counts it in hundredths of a second. */
function processorMs(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Cargo's own check of a crate that takes seconds, with the wizard and by hand. */
async function check(stage, rounds) {
  const source = growFixture(stage.repository)
  const changed = () => writeFileSync(source, readFileSync(source))
  const samples = []
  for (let round = 0; round <= Math.ceil(rounds / 2); round++) {
    changed()
    const wizard = stage.drive(undefined)
    const [{argv, cwd}, {durationMs}] = [await wizard.event('command-started'), await wizard.event('command-ended')]
    await wizard.end()
    changed()
    const [program, ...args] = argv
    const alone = await wholeRun(args, program, {cwd, env: {...environment(), ...cargoSettings}})
    // The first builds what doesn't change again.
    if (round > 0) samples.push({ms: durationMs, ratio: durationMs / alone})
  }
  return describeRatio('cargo check, against cargo alone', 1.02, samples)
}

/** As the wizard calls it (src/steps/cargo.ts). */
const cargoSettings = {
  CARGO_TERM_PROGRESS_WHEN: 'always',
  CARGO_TERM_PROGRESS_WIDTH: '100',
  CARGO_TERM_COLOR: 'always',
}

/** Gives the fixture a module with so many functions that checking it takes seconds; the file that holds them. */
function growFixture(repository) {
  const functions = Array.from(
    {length: 5_000},
    (_, number) =>
      `pub fn f${number}(x: u64) -> Vec<u64> { (0..x).map(|y| y * ${number}).filter(|y| y % 3 == 0).collect() }`,
  )
  const source = path.join(repository, 'src', 'many.rs')
  writeFileSync(source, functions.join('\n'))
  appendFileSync(path.join(repository, 'src', 'lib.rs'), '\npub mod many;\n')
  git(repository, 'add', '--all')
  git(repository, ...identity, 'commit', '--quiet', '--message', 'many functions')
  return source
}
