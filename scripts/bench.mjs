// Measures what a person waits for, as ratios against a bare Node, or another program that answers the same, in the same
// round: machines differ, and shared ones change from minute to minute, so neither milliseconds nor a single round say much.
//
// Usage: node scripts/bench.mjs [rounds]      (at least 9; the built bundle is measured, so build first)
import * as pty from '@lydell/node-pty'
import {bareNode, describeRatio, median, noiseMargin, peakMemory, printTable, wholeRun} from './bench-kit.mjs'
import {measurePairing} from './bench-pairing.mjs'
import {measureResume} from './bench-resume.mjs'
import {measureShare} from './bench-share.mjs'
import {measureTerminal} from './bench-terminal.mjs'
import {environment, layOut, program, root} from './lay-out.mjs'
import {layOutLarge} from './lay-out-large.mjs'
import {layOutWide} from './lay-out-wide.mjs'

const rounds = Math.max(9, Number(process.argv[2] ?? 11) || 11)

const {repository, remove} = layOut('photondrift-issue')
const large = layOutLarge()
const wide = layOutWide()
// What cargo and the registry take is theirs.
const alone = ['--offline', '--no-resolve']
const planArguments = [program, 'plan', '--wasmtime', '36', ...alone, '--repo', repository]
// Each round runs them in this order, with a bare Node, or what they are measured against, before and after each.
const measures = [
  {name: 'first frame of the wizard', limit: 3, run: () => firstFrame([program, 'run', '--repo', repository])},
  {name: 'plan on a fixture', limit: 10, run: () => wholeRun(planArguments)},
  {
    // Wanted are 8; a bare Node takes two or three, and the parsers of Rust and YAML most of the rest.
    name: `plan on ${wide.files} files, against git grep`,
    limit: 50,
    run: () => wholeRun([program, 'plan', ...alone, '--repo', wide.repository]),
    against: () => wholeRun(['grep', '-nE', 'wasmtime|rust'], 'git', {cwd: wide.repository}),
  },
  {
    name: 'tree, against cargo tree',
    limit: 1,
    run: () => wholeRun([program, 'tree', '--offline', '--repo', large.repository]),
    against: () => wholeRun(['tree', '--invert', 'wasmtime', '--offline'], 'cargo', {cwd: large.repository}),
  },
  {name: '--version', run: () => wholeRun([program, '--version'])},
]

try {
  const {times, memory} = await measureRounds()
  const rows = [
    ...measures.map(({name, limit}) => describeRatio(name, limit, times.get(name) ?? [])),
    {isOver: false, row: describeMemory(memory)},
    ...(await measureTerminal(Math.ceil(rounds / 3))),
    ...(await measureResume(Math.ceil(rounds / 2))),
    ...(await measureShare(3)),
    ...(await measurePairing(3)),
  ]
  printTable(
    `${rounds} rounds, against a bare Node where nothing else is named`,
    rows.map(({row}) => row),
  )
  console.log(
    `A limit is exceeded when the median is more than ${noiseMargin * 100} % over it and the quicker quarter of the rounds is over it too.`,
  )
  process.exitCode = rows.some(({isOver}) => isOver) ? 1 : 0
} finally {
  remove()
  large.remove()
  wide.remove()
}

async function measureRounds() {
  const times = new Map(measures.map(({name}) => [name, []]))
  const memory = {bare: [], plan: []}
  // Once for the caches of the file system.
  for (const {run} of measures) await run()
  for (let round = 0; round < rounds; round++) {
    for (const {name, run, against = bareNode} of measures) {
      const before = await against()
      const ms = await run()
      const otherMs = (before + (await against())) / 2
      times.get(name)?.push({ms, ratio: ms / otherMs})
    }
    memory.bare.push(await peakMemory(['-e', '']))
    memory.plan.push(await peakMemory(planArguments))
  }
  return {times, memory}
}

/** Milliseconds from the start to the first words on the alternate screen, in a pseudo-terminal of 80 by 24. */
function firstFrame(args) {
  const began = performance.now()
  const terminal = pty.spawn(process.execPath, args, {cols: 80, rows: 24, cwd: root, env: environment()})
  let written = ''
  let ms
  return new Promise((resolve, reject) => {
    terminal.onData(data => {
      written += data
      if (ms !== undefined || !hasWords(written)) return
      ms = performance.now() - began
      terminal.kill('SIGTERM')
    })
    terminal.onExit(() => (ms === undefined ? reject(new Error(`No first frame:\n${written}`)) : resolve(ms)))
  })
}

function hasWords(written) {
  const [, frame] = written.split('\x1b[?1049h')
  return /[a-z]{3}/i.test(frame?.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '') ?? '')
}

function describeMemory({bare, plan}) {
  const ratio = median(plan.map((peak, round) => peak / (bare[round] ?? peak)))
  return ['peak memory of plan', `${Math.round(median(plan))} MiB`, `${ratio.toFixed(2)} ×`, '', '', '']
}
