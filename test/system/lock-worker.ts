import {closeSync, openSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {hostname} from 'node:os'
import {takeLock} from '../../src/system/lock.ts'
import {createPrograms} from '../../src/system/programs.ts'

/**
 * One of several processes that want the same lock. Inside it creates a file that must not be there, and leaves by
 * releasing the lock or, every other time, the way a killed wizard does: with the lock still lying there.
 */
const [, , lock = '', rounds = '', mode = ''] = process.argv
const programs = createPrograms()

if (mode === 'hold') {
  const taken = await takeLock(lock, programs)
  process.stdout.write(`${taken.kind}\n`)
  setInterval(() => undefined, 60_000)
} else {
  for (let done = 0; done < Number(rounds); ) {
    const taken = await takeLock(lock, programs)
    if (taken.kind === 'taken') continue
    closeSync(openSync(`${lock}-inside`, 'wx'))
    await new Promise(setImmediate)
    rmSync(`${lock}-inside`)
    done += 1
    if (done % 2 === 0) await taken.release()
    else abandon(done)
  }
  process.stdout.write('done\n')
}

function abandon(round: number): void {
  const nonce = `${process.pid}-${round}`
  const dead = {pid: 2 ** 22 + 1, startTime: '1', bootId: '', host: hostname(), nonce, since: new Date().toISOString()}
  writeFileSync(`${lock}-dead-${nonce}`, JSON.stringify(dead))
  renameSync(`${lock}-dead-${nonce}`, lock)
}
