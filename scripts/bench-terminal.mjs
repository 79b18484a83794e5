// Measures the run screen while a command writes: what it costs the command, and what the screen itself takes. The shipped
// program runs in a pseudo-terminal of 120 by 40; scripts stand for `cargo check`, but for the last row, where it is cargo.
import {appendFileSync, existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'
import {describeLevel, describeRatio, printTable, quantile, wholeRun} from './bench-kit.mjs'
import {openStage} from './drive-wizard.mjs'
import {environment, git, identity} from './lay-out.mjs'

/**
 * The rows of the table, each with whether its limit is exceeded, after so many rounds of what varies most. Linux alone tells
 * what a process takes.
 */
export async function measureTerminal(rounds) {
  if (!existsSync('/proc/self/stat')) return []
  const stage = openStage()
  try {
    return [
      ...(await flood(stage, rounds)),
      ...(await steady(stage)),
      ...(await idle(stage)),
      ...(await check(stage, rounds)),
    ]
  } finally {
    stage.remove()
  }
}

/** A program that writes a million coloured lines (108 MB), shown, against the same with the wizard stopped. */
async function flood(stage, rounds) {
  const writer = path.join(stage.folder, 'flood.mjs')
  writeFileSync(writer, floodWriter)
  const seen = []
  for (let round = 0; round < rounds; round++)
    seen.push(await floodTwice(stage, `'${process.execPath}' '${writer}'`, round % 2 === 0))
  return [
    describeRatio('1 M lines of a command, against no wizard', 1.1, seen),
    describeLevel(
      '  memory of the wizard meanwhile',
      'MiB',
      100,
      seen.map(({peak}) => peak),
    ),
    describeLevel(
      '  a key answered, 95th of 100',
      'ms',
      60,
      seen.map(({keyMs}) => keyMs),
    ),
  ]
}

const floodWriter = `import {writeSync} from 'node:fs'
let count = 0
for (let block = 0; block < 5000; block++) {
  let text = ''
  for (let line = 0; line < 200; line++, count++)
    text += '\\x1b[1m\\x1b[32m   Compiling\\x1b[0m crate-' + count + ' v0.' + (count % 100) +
      '.0 (/home/somebody/src/crates/crate-' + (count % 1000) + ') \\x1b[33mwarning\\x1b[0m ok\\n'
  writeSync(2, text)
}`

async function floodTwice(stage, command, isShownFirst) {
  // The first time the system makes room for the file; that is nobody's doing.
  const [first, alone, shown] = ['first', 'alone', 'shown'].map(name => timedPart(stage, name, command))
  const order = isShownFirst ? [first, shown, alone] : [first, alone, shown]
  const wizard = stage.drive([...order.map(({script}) => script), 'sleep 2'].join('\n'))
  await wizard.event('command-running')
  let watched
  for (const part of order) {
    await delay(1500)
    if (part === shown) watched = await floodShown(wizard, part)
    else await floodUnseen(wizard, part)
  }
  await wizard.end()
  return {...watched, ms: shown.ms(), ratio: shown.ms() / alone.ms()}
}

/** Nobody watches while the wizard is stopped. */
async function floodUnseen({pid}, part) {
  process.kill(pid, 'SIGSTOP')
  part.start()
  while (!part.isOver()) await delay(5)
  process.kill(pid, 'SIGCONT')
}

async function floodShown(wizard, part) {
  // What the kernel remembers as the most memory starts anew.
  writeFileSync(`/proc/${wizard.pid}/clear_refs`, '5')
  part.start()
  const keys = await pressWhile(wizard, () => !part.isOver())
  const [, peak] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${wizard.pid}/status`, 'utf8')) ?? []
  return {peak: Number(peak) / 1024, keyMs: quantile(keys, 0.95)}
}

/** Presses q and n as long as the condition holds; how long each q takes to be answered, quickest first. */
async function pressWhile(wizard, holds) {
  const keys = []
  do {
    const answered = wizard.appears('Quit now?')
    wizard.write('q')
    keys.push(await answered)
    wizard.write('n')
    await delay(60)
  } while (holds())
  return keys.toSorted((a, b) => a - b)
}

/** A part of a script that begins when it is told to and takes its own time. */
function timedPart({folder}, name, script) {
  const [go, began, over] = ['go', 'began', 'over'].map(what => path.join(folder, `${name}-${what}`))
  for (const file of [go, began, over]) rmSync(file, {force: true})
  const read = file => (existsSync(file) ? readFileSync(file, 'utf8') : '')
  return {
    script: `while [ ! -e '${go}' ]; do sleep 0.05; done; date +%s%N >'${began}'; ${script}; date +%s%N >'${over}'`,
    start: () => writeFileSync(go, ''),
    isOver: () => read(over).endsWith('\n'),
    ms: () => (Number(read(over)) - Number(read(began))) / 1e6,
  }
}

/** A thousand coloured lines a second. */
async function steady(stage) {
  const writer = path.join(stage.folder, 'steady.mjs')
  writeFileSync(writer, steadyWriter)
  const {cores} = await watched(stage, `'${process.execPath}' '${writer}'`)
  return [describeLevel('1,000 lines a second', '% of a core', 10, cores)]
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
  const {cores, frames} = await watched(stage, 'sleep 30')
  const waiting = await watched(stage, undefined)
  return [
    describeLevel('a silent command', '% of a core', 6, cores),
    describeLevel(
      '  bytes of a frame',
      'B',
      300,
      frames.map(frame => frame.length),
    ),
    describeLevel('a question, nothing runs', '% of a core', 0.5, waiting.cores),
  ]
}

/** The shares of a core that the wizard takes in some stretches of time, and the frames it writes. */
async function watched(stage, act) {
  const wizard = act === undefined ? stage.ask() : stage.drive(act)
  await (act === undefined ? wizard.shows('Go on and choose') : wizard.event('command-running'))
  await delay(2500)
  const from = wizard.raw().length
  const cores = []
  // Several stretches: once, some ten seconds after the last thing it did, Node tidies its memory up.
  for (let stretch = 0; stretch < 5; stretch++) {
    const [used, since] = [processorMs(wizard.pid), performance.now()]
    await delay(3000)
    cores.push((100 * (processorMs(wizard.pid) - used)) / (performance.now() - since))
  }
  const frames = wizard.raw().slice(from).split('\x1b[?2026h').slice(1)
  await wizard.end()
  return {cores, frames}
}

/** Processor time of a process so far; the kernel counts it in hundredths of a second. */
function processorMs(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/**
 * Cargo's own check of a crate that takes seconds, with the wizard and by hand in turn, each after the same pause and each as often
 * the first of the two: the same cargo by hand takes a tenth more or less from one time to the next.
 */
async function check(stage, rounds) {
  const source = growFixture(stage.repository)
  const changed = async () => {
    writeFileSync(source, readFileSync(source))
    await delay(1000)
  }
  // The first builds what doesn't change again.
  const {command} = await checkOnce(stage)
  const [program, ...args] = command.argv
  const byHand = async () => {
    await changed()
    return wholeRun(args, program, {cwd: command.cwd, env: {...environment(), ...cargoSettings}})
  }
  const withWizard = async () => {
    await changed()
    return checkOnce(stage)
  }
  const samples = []
  for (let round = 0; round < Math.min(2 * rounds, mostChecks); round++) {
    const handFirst = round % 2 === 0 ? await byHand() : undefined
    const {durationMs, cpuMs} = await withWizard()
    const handMs = handFirst ?? (await byHand())
    samples.push({ms: durationMs, ratio: durationMs / handMs, share: (100 * cpuMs) / durationMs})
  }
  return [
    describeRatio('cargo check, against cargo alone', 1.02, samples),
    describeLevel(
      '  processor time of the wizard meanwhile',
      '% of a core',
      undefined,
      samples.map(({share}) => share),
    ),
  ]
}

/** `durationMs` and the processor time that the wizard took meanwhile. */
async function checkOnce(stage) {
  const wizard = await atTheGate(stage)
  const before = processorMs(wizard.pid)
  wizard.write('a')
  const command = await wizard.event('command-started')
  const {durationMs} = await wizard.event('command-ended')
  const taken = processorMs(wizard.pid) - before
  await wizard.end()
  return {command, durationMs, cpuMs: taken}
}

/** Each takes twenty seconds. */
const mostChecks = 10

/** The wizard before its first step, quiet as it is while somebody reads what the step will do. */
async function atTheGate(stage) {
  const wizard = stage.ask()
  for (const [question, key] of [
    ['Go on and choose', 'c'],
    ['Which wasmtime?', 'c'],
    ['Start with this plan?', 's'],
    ['Apply “Record', ''],
  ]) {
    await wizard.shows(question)
    // A question takes no key at first.
    await delay(700)
    wizard.write(key)
  }
  await delay(2000)
  return wizard
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
    {length: 25_000},
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rounds = Number(process.argv[2] ?? 7) || 7
  const rows = await measureTerminal(rounds)
  printTable(
    `${rounds} rounds`,
    rows.map(({row}) => row),
  )
  process.exitCode = rows.some(({isOver}) => isOver) ? 1 : 0
}
