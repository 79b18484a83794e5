// What it costs to come back to a long session: 10,000 events with 50 MB of saved bytes, against one of twenty events. What
// the two differ by is the state file's; the rest is what any start takes.
//
// Usage: node scripts/bench-resume.mjs [rounds]      (the built bundle is measured, so build first)
import {pathToFileURL} from 'node:url'
import {describeLevel, peakMemory, printTable, wholeRun} from './bench-kit.mjs'
import {program} from './lay-out.mjs'
import {layOutSession} from './lay-out-session.mjs'

/** Ten is "a question waits for an answer": nobody is there when the first one comes. */
const commands = [
  {name: 'status', args: ['status'], codes: [0]},
  {name: 'run, up to its first question', args: ['run', '--ui', 'plain', '--offline'], codes: [10]},
]
const limits = {ms: 500, mebibytes: 200}

/** The rows of the table. */
export async function measureResume(rounds) {
  const small = layOutSession({events: 20, savedBytes: 2000})
  const large = layOutSession({events: 10_000, savedBytes: 50e6})
  try {
    const rows = []
    for (const command of commands) rows.push(...(await measured(command, small.repository, large.repository, rounds)))
    return rows
  } finally {
    small.remove()
    large.remove()
  }
}

async function measured({name, args, codes}, small, large, rounds) {
  const run = repository => wholeRun([program, ...args, '--repo', repository], process.execPath, {codes})
  const peak = repository => peakMemory([program, ...args, '--repo', repository], codes)
  await run(large)
  const [whole, more, peaks, morePeak] = [[], [], [], []]
  for (let round = 0; round < rounds; round++) {
    const before = await run(small)
    const ms = await run(large)
    whole.push(ms)
    more.push(ms - (before + (await run(small))) / 2)
    peaks.push(await peak(large))
    morePeak.push(peaks.at(-1) - (await peak(small)))
  }
  return [
    describeLevel(`long session, ${name}`, 'ms', undefined, whole),
    describeLevel('  more than a short one', 'ms', limits.ms, more),
    describeLevel('  most memory', 'MiB', undefined, peaks),
    describeLevel('  more than a short one', 'MiB', limits.mebibytes, morePeak),
  ]
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const rows = await measureResume(Math.max(5, Number(process.argv[2]) || 7))
  printTable(
    'Coming back to 10,000 events with 50 MB of saved bytes',
    rows.map(({row}) => row),
  )
  process.exitCode = rows.some(({isOver}) => isOver) ? 1 : 0
}
