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
    const bundle = await bundleSockets(folder)
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
    const {delays, host} = await conversation(scene)
    seen.push({delays, host, more: host.percent - alone.host.percent})
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
  const left = seen.map(({host}) => host.left)
  return [...rows, describeLevel('  not sent to the one that is stopped', 'snapshots', undefined, left)]
}

/** What arrived when, quickest first, and what the host says of itself. */
async function conversation({bundle, folder, guests, stopped}) {
  const host = start('host', bundle, folder)
  await once(host, 'message')
  const all = Array.from({length: guests}, () => start('guest', bundle, folder))
  await Promise.all(all.map(guest => once(guest, 'message')))
  for (const guest of all.slice(0, stopped)) guest.kill('SIGSTOP')
  const told = all.slice(stopped).map(guest => once(guest, 'message'))
  const left = all.map(guest => once(guest, 'exit'))
  host.send('go')
  const [report] = await once(host, 'message')
  const delays = (await Promise.all(told)).flatMap(([each]) => each)
  for (const guest of all) guest.kill('SIGCONT')
  await Promise.all(left)
  return {delays: delays.toSorted((a, b) => a - b), host: report}
}

function start(role, bundle, folder) {
  return fork(self, [role, bundle, folder])
}

/** Listens; when it is told to go, sends the snapshots to all who are there, and says what that took. */
async function host({listenAt, socketPlaces}, folder) {
  const wires = []
  const listening = await listenAt(await places(socketPlaces, folder), {
    bye: why => why,
    onWire(wire) {
      const one = {wire, isBehind: false, left: 0}
      wires.push(one)
      wire.onLine(() => undefined)
      wire.onDrained(() => {
        one.isBehind = false
      })
    },
  })
  process.send('listening')
  await once(process, 'message')
  const report = await sendAll(wires)
  process.send(report)
  await listening.close()
  process.disconnect()
}

async function sendAll(wires) {
  const padding = 'x'.repeat(snapshotBytes - 40)
  const [began, used] = [performance.now(), process.cpuUsage()]
  for (let number = 0; number < snapshots; number++) {
    await until(began + number * everyMs)
    const line = JSON.stringify({at: nowMs(), padding})
    for (const one of wires) {
      if (one.isBehind) one.left += 1
      else one.isBehind = !one.wire.send(line)
    }
  }
  await until(began + snapshots * everyMs)
  const {user, system} = process.cpuUsage(used)
  const percent = (user + system) / 10 / (performance.now() - began)
  return {percent, left: wires.reduce((sum, {left}) => sum + left, 0)}
}

/** Connects, and says of each snapshot how long it was on its way. */
async function guest({connectTo, socketPlaces}, folder) {
  const wire = await connectTo(await places(socketPlaces, folder))
  const delays = []
  wire.onLine(line => {
    delays.push(nowMs() - JSON.parse(line).at)
    if (delays.length === snapshots) process.send(delays)
  })
  wire.onClosed(() => process.disconnect())
  wire.send('hello')
  process.send('connected')
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

async function bundleSockets(folder) {
  // Loaded here, for the hosts and guests would load it as well.
  const {build} = await import('esbuild')
  const outfile = path.join(folder, 'sockets.mjs')
  const contents = `
    export {connectTo} from './src/system/connect-socket.ts'
    export {listenAt} from './src/system/listen-socket.ts'
    export {socketPlaces} from './src/system/socket-place.ts'`
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
