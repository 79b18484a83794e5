// Measures what joining costs the wizard that is joined: 400 snapshots of 4 KB at 100 a second to three guests, each a process
// of its own, and the same with one of them stopped. How long each takes to arrive, and what the host takes meanwhile: a timer
// that goes off so often takes most of it, with guests or without.
//
// Usage: node scripts/bench-pairing.mjs [rounds]
import {fork} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import {describeLevel, printTable, quantile} from './bench-kit.mjs'
import {root} from './lay-out.mjs'

const self = fileURLToPath(import.meta.url)
const snapshots = 400
const everyMs = 10
const snapshotBytes = 4096
const limits = {deliveryMs: 10, more: 3}

/** The rows of the table, each with whether its limit is exceeded. */
export async function measurePairing(rounds) {
  const folder = mkdtempSync(path.join(tmpdir(), 'upgrade-wizard-bench-'))
  try {
    const bundle = await bundleEnds(folder)
    return [
      ...(await measured('three guests', {bundle, folder, guests: 3, stopped: 0, rounds})),
      ...(await measured('one of three guests is stopped', {bundle, folder, guests: 3, stopped: 1, rounds})),
    ]
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

async function measured(name, {rounds, ...scene}) {
  const seen = []
  for (let round = 0; round < rounds; round++) {
    const alone = await conversation({...scene, guests: 0, stopped: 0})
    const {delays, host, left} = await conversation(scene)
    seen.push({delays, host, left, more: host.percent - alone.host.percent})
  }
  const delivery = share => seen.map(({delays}) => quantile(delays, share))
  const rows = [
    describeLevel(`${name}: a snapshot arrives, half of them within`, 'ms', undefined, delivery(0.5)),
    describeLevel('  99 of 100 within', 'ms', limits.deliveryMs, delivery(0.99)),
    describeLevel(
      '  the host, which sends nothing else',
      '% of a core',
      undefined,
      seen.map(({host}) => host.percent),
    ),
    describeLevel(
      '    more than with nobody there',
      '% of a core',
      limits.more,
      seen.map(({more}) => more),
    ),
  ]
  if (scene.stopped === 0) return rows
  const left = seen.map(each => each.left)
  return [
    ...rows,
    describeLevel('  made good by one when the one that was stopped wakes', 'snapshots', undefined, left),
  ]
}

/** What arrived when, quickest first, and what the host says of itself. Who was stopped is awake again in the end. */
async function conversation({bundle, folder, guests, stopped}) {
  const host = start('host', bundle, folder)
  await once(host, 'message')
  const all = Array.from({length: guests}, () => start('guest', bundle, folder))
  await Promise.all(all.map(guest => once(guest, 'message')))
  const [asleep, awake] = [all.slice(0, stopped), all.slice(stopped)]
  for (const guest of asleep) guest.kill('SIGSTOP')
  const heard = awake.map(guest => once(guest, 'message'))
  host.send('go')
  const [report] = await once(host, 'message')
  const delays = (await Promise.all(heard)).flatMap(([each]) => each)
  const woken = asleep.map(guest => once(guest, 'message'))
  for (const guest of asleep) guest.kill('SIGCONT')
  const left = (await Promise.all(woken)).map(([each]) => snapshots - each.length)
  const ended = all.map(guest => once(guest, 'exit'))
  host.send('end')
  await Promise.all(ended)
  return {delays: delays.toSorted((a, b) => a - b), host: report, left: left.reduce((sum, each) => sum + each, 0)}
}

function start(role, bundle, folder) {
  return fork(self, [role, bundle, folder])
}

/** Lets guests in; when it is told to go, tells them the snapshots and says what that took. */
async function host({listenAt, openHost, socketPlaces}, folder) {
  const host = openHost({
    clock: {monotonicMs: () => performance.now()},
    later,
    tool: '1',
    repository: folder,
    people: [],
    commitsSteps: false,
    ...Object.fromEntries(unused.map(name => [name, () => undefined])),
  })
  const where = await places(socketPlaces, folder)
  const listening = await listenAt(where, {bye: why => why, onWire: wire => host.connect(wire)})
  process.send('listening')
  await once(process, 'message')
  process.send(await tellAll(host))
  await once(process, 'message')
  host.close([])
  await listening.close()
  process.disconnect()
}

/** Nobody drives, asks or says anything here. */
const unused = ['sha256', 'showWheel', 'showSuggestions', 'say', 'hint', 'cancel', 'ring', 'deserted']

async function tellAll(host) {
  const padding = 'x'.repeat(snapshotBytes - 40)
  const [began, used] = [performance.now(), process.cpuUsage()]
  for (let number = 0; number < snapshots; number++) {
    await until(began + number * everyMs)
    host.tell({kind: 'activity', text: `${nowMs()} ${padding}`})
  }
  await until(began + snapshots * everyMs)
  const {user, system} = process.cpuUsage(used)
  return {percent: (user + system) / 10 / (performance.now() - began)}
}

/** Joins, and says how long each snapshot was on its way: when all came, or those that it missed were made good. */
async function guest({connectTo, openGuest, socketPlaces}, folder) {
  const delays = []
  openGuest({
    later,
    tool: '1',
    me: {name: `guest ${process.pid}`, role: 'viewer'},
    connect: async () => connectTo(await places(socketPlaces, folder)),
    onState: state => {
      if (state === 'turned-away') process.disconnect()
    },
    hear(message) {
      if (message.type === 'welcome') process.send('joined')
      if (message.type === 'news' && message.news.kind === 'activity')
        delays.push(nowMs() - Number.parseFloat(message.news.text))
      if (message.type === 'snapshot' || delays.length === snapshots) process.send(delays)
    },
  })
}

function later(delayMs, run) {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}

function places(socketPlaces, folder) {
  return socketPlaces({root: folder, variables: {XDG_RUNTIME_DIR: folder}, uid: process.getuid?.()})
}

/** Of the machine's clock that never goes backwards: the same in all processes. */
function nowMs() {
  return Number(process.hrtime.bigint()) / 1e6
}

function until(ms) {
  return new Promise(resolve => setTimeout(resolve, Math.max(0, ms - performance.now())))
}

async function bundleEnds(folder) {
  // Loaded here, for the hosts and guests would load it as well.
  const {build} = await import('esbuild')
  const outfile = path.join(folder, 'ends.mjs')
  const contents = `
    export {connectTo} from './src/system/connect-socket.ts'
    export {listenAt} from './src/system/listen-socket.ts'
    export {socketPlaces} from './src/system/socket-place.ts'
    export {openGuest} from './src/pair/guest.ts'
    export {openHost} from './src/pair/host.ts'`
  await build({
    stdin: {contents, resolveDir: root, loader: 'ts'},
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
  })
  return outfile
}

if (process.argv[1] === self) {
  const [, , first, bundle = '', folder] = process.argv
  if (first === 'host') await host(await import(pathToFileURL(bundle).href), folder)
  else if (first === 'guest') await guest(await import(pathToFileURL(bundle).href), folder)
  else {
    const rounds = Number(first ?? 3) || 3
    const rows = await measurePairing(rounds)
    printTable(
      `${rounds} rounds`,
      rows.map(({row}) => row),
    )
    process.exitCode = rows.some(({isOver}) => isOver) ? 1 : 0
  }
}
