import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {createPrograms} from '../../src/system/programs.ts'

/**
 * Runs as the first process of a namespace of its own, so that orphans become its children and stay zombies. Cancels a
 * program whose child ignores INT and tells which signals that took.
 */
const [, , folder = ''] = process.argv
const signals = new Set<string>()
const kill = process.kill.bind(process)
process.kill = (pid, signal) => {
  if (typeof signal === 'string') signals.add(signal)
  return kill(pid, signal)
}

const log = {out: path.join(folder, 'out'), err: path.join(folder, 'err'), marker: 'cancel-worker'}
const script = `sh -c 'trap "" INT; echo ready; while :; do sleep 0.02; done' & wait`
const started = await createPrograms({graceMs: 1500}).start({argv: ['sh', '-c', script], cwd: folder}, log)
if ('notFound' in started) throw new Error('there is no sh here')
while (readFileSync(log.out, 'utf8') !== 'ready\n') await delay(5)
await started.cancel()

const states = readdirSync('/proc')
  .filter(name => /^\d+$/.test(name))
  .map(pid => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '')
const zombies = states.filter(state => state.startsWith('Z')).length
process.stdout.write(JSON.stringify({isFirst: process.pid === 1, zombies: Math.min(zombies, 1), signals: [...signals]}))
process.exit(0)
