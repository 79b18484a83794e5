// What the wizard itself takes of a validation's time: the steps that build and test before and after, less the commands that
// run in them. A command counts from when it is known to run until its end is written down, so that the share is an upper bound.
//
// Usage: node scripts/bench-share.mjs [rounds]                  (the built bundle is measured, so build first)
//        node scripts/bench-share.mjs --session <state file>    (the share in a session that was run somewhere else)
import {readFileSync, rmSync} from 'node:fs'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {describeLevel, printTable, wholeRun} from './bench-kit.mjs'
import {layOut, program} from './lay-out.mjs'

/**
 * The rows of the table. Wanted are at most 2 % in a repository with real crates, which take minutes: `--session` tells it of one.
 * The fixture's crates are stand-ins that compile in seconds, so that its share is larger, and what a command costs shows.
 */
export async function measureShare(rounds) {
  const {repository, remove} = layOut('photondrift-issue')
  const upgrade = [program, 'run', '--yes', '--fresh', '--wasmtime', '36', '--offline', '--repo', repository]
  try {
    const shares = []
    for (let round = 0; round < rounds; round++) {
      rmSync(path.join(repository, 'target'), {recursive: true, force: true})
      await wholeRun(upgrade)
      shares.push(shareIn(path.join(repository, '.upgrade-wizard/state.jsonl')))
      await wholeRun([program, 'undo', '--all', '--repo', repository])
    }
    return [
      describeLevel(
        'validation, the wizard’s own share',
        '%',
        undefined,
        shares.map(({percent}) => percent),
      ),
      describeLevel(
        '  own time a command',
        'ms',
        undefined,
        shares.map(({ownMs, commands}) => ownMs / commands),
      ),
    ]
  } finally {
    remove()
  }
}

/** Of the steps that measure: what they took, and what of it no command ran. */
function shareIn(stateFile) {
  const [, ...lines] = readFileSync(stateFile, 'utf8').trimEnd().split('\n')
  const began = new Map()
  const sum = {wallMs: 0, commandMs: 0, commands: 0}
  for (const {at, event} of lines.map(line => JSON.parse(line))) {
    const ms = Date.parse(at)
    const isMeasured = measuring.test(event.step ?? event.marker?.split('/').at(-1) ?? '')
    if (event.type === 'step-started' && isMeasured) began.set('step', ms)
    if ((event.type === 'step-verified' || event.type === 'step-failed') && isMeasured)
      sum.wallMs += ms - began.get('step')
    if (event.type === 'command-running') began.set(event.marker, ms)
    if (event.type !== 'command-ended' || !isMeasured) continue
    sum.commandMs += ms - began.get(event.marker)
    sum.commands += 1
  }
  const ownMs = sum.wallMs - sum.commandMs
  return {...sum, ownMs, percent: (100 * ownMs) / sum.wallMs}
}

const measuring = /^(?:record-baseline|prove-build|prove-tests)\b/

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , first, stateFile] = process.argv
  if (first === '--session') {
    const {wallMs, ownMs, commands, percent} = shareIn(stateFile)
    console.log(`${percent.toFixed(2)} % of ${Math.round(wallMs / 1000)} s: ${ownMs} ms around ${commands} commands`)
  } else {
    const rows = await measureShare(Math.max(3, Number(first) || 3))
    printTable(
      'A validation from an empty build folder',
      rows.map(({row}) => row),
    )
    process.exitCode = rows.some(({isOver}) => isOver) ? 1 : 0
  }
}
