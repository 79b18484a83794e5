// Lays out a fixture with a state file of any size in it, as a long session leaves one: contents, steps that were retried
// again and again with their commands, notes. Every checksum fits.
import {createHash, randomBytes} from 'node:crypto'
import {closeSync, mkdirSync, openSync, writeSync} from 'node:fs'
import path from 'node:path'
import {gzipSync} from 'node:zlib'
import {layOut} from './lay-out.mjs'

const stepCount = 10

/** `savedBytes` of contents that can't be packed any smaller, among `events` events. The repository's path, and how to remove it. */
export function layOutSession({events, savedBytes}) {
  const {repository, remove} = layOut('photondrift-issue')
  const folder = path.join(repository, '.upgrade-wizard')
  mkdirSync(folder)
  const file = openSync(path.join(folder, 'state.jsonl'), 'w')
  const write = lineWriter(text => writeSync(file, text))
  const contents = Math.min(2000, Math.floor(events / 5))
  const sizeBytes = Math.floor(savedBytes / contents)
  write(sessionStarted)
  for (let at = 1, attempt = 1, saved = 0; at < events; attempt++) {
    const step = `step-${attempt % stepCount}`
    const some = Math.ceil((contents * at) / events) - saved
    const round = [
      ...Array.from({length: some}, () => contentSaved(randomBytes(sizeBytes))),
      ...attemptOf(step, Math.ceil(attempt / stepCount)),
    ]
    saved += some
    for (const event of round.slice(0, events - at)) write(event)
    at += round.length
  }
  closeSync(file)
  return {repository, remove}
}

function lineWriter(append) {
  const header = '{"schema":"upgrade-wizard/state/3"}'
  append(`${header}\n`)
  let [seq, sum] = [0, header]
  return event => {
    const at = new Date(Date.UTC(2026, 0, 1) + ++seq * 1000).toISOString()
    const body = JSON.stringify(event)
    sum = createHash('sha256').update(`${sum}\n${seq}\n${at}\n${body}`).digest('hex').slice(0, 16)
    append(`{"seq":${seq},"sum":"${sum}","at":"${at}","event":${body}}\n`)
  }
}

/** One attempt with four commands, taken back so that the next can begin. */
function attemptOf(step, attempt) {
  const change = {path: `src/${step}.rs`, before: {kind: 'absent'}, after: {kind: 'file', sha256: hash, mode: 0o644}}
  const back = {path: change.path, before: change.after, after: change.before}
  return [
    {type: 'step-started', step, attempt, summary: 'One file', writes: [change], touches: []},
    ...[1, 2, 3, 4].flatMap(at => commandOf(step, attempt, at)),
    {type: 'step-applied', step, attempt, files: [change]},
    {
      type: 'step-verified',
      step,
      attempt,
      summary: 'It holds',
      data: {passed: Array.from({length: 20}, (_, at) => `test_${at}`)},
    },
    {type: 'note-written', step, text: 'Looked at it again', by: 'bench'},
    {type: 'undo-started', steps: [step], reason: 'retry', files: [back], by: 'bench'},
    {type: 'undo-finished', steps: [step], failed: []},
  ]
}

function commandOf(step, attempt, at) {
  const marker = `bench/${step}-${attempt}-${at}`
  const log = `/tmp/${marker}`
  return [
    {
      type: 'command-started',
      step,
      attempt,
      marker,
      argv: ['cargo', 'check', '--workspace'],
      cwd: '/tmp',
      out: `${log}.out`,
      err: `${log}.err`,
    },
    {type: 'command-running', marker, process: {pid: 4_000_000, startTime: '1', bootId: 'bench'}},
    {type: 'command-ended', marker, outcome: 'exit 0', durationMs: 1000},
  ]
}

function contentSaved(bytes) {
  return {type: 'content-saved', sha256: sha256(bytes), gzip: gzipSync(bytes, {level: 1}).toString('base64')}
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}

const hash = sha256('')
const sessionStarted = {
  type: 'session-started',
  sessionId: 'bench',
  tool: '0.1.0',
  by: 'bench',
  git: null,
  plan: {
    target: {wasmtime: '36.0.14', rust: {version: '1.86', because: []}, edition: null},
    steps: Array.from({length: stepCount}, (_, at) => ({
      id: `step-${at}`,
      kind: 'raise-rust',
      phase: 'prepare',
      title: `Step ${at}`,
      why: 'because',
      risk: 'low',
      needs: [],
    })),
  },
}
