import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {countedIn, type Faults, runWithFaults} from './faults.ts'
import {type Ended, runProgram} from './fixture-run.ts'
import {lockfileOf, repositoryWithScriptedCargo, scriptedUpgrade} from './scripted-cargo.ts'
import {git} from './temporary-repository.ts'

const writing: Faults['kinds'] = ['write', 'sync', 'rename', 'link', 'symlink']
const half: Pick<Faults, 'kinds' | 'half'> = {kinds: writing, half: true}

/**
 * A whole upgrade of two files, once for each of its writes: from that one on the disk is full. Then there is room again, it is
 * run to its end, and undone. Gives how many drives there were, and what was wrong with which.
 */
export async function everyWriteOfSmallRun() {
  const {root, tools, env} = await repositoryWithScriptedCargo('')
  const log = path.join(tools, 'log')
  const full = path.join(tools, 'disk-is-full')
  const faults: Faults = {...half, below: root, code: 'ENOSPC'}
  await runWithFaults(root, scriptedUpgrade, {...faults, log}, env)
  const known = versions(root)
  const wrong: string[] = []
  let met = 0
  const began = performance.now()
  const writes = countedIn(log)
  for (let at = 1; at <= writes; at++) {
    git(root, 'checkout', '-q', '.')
    rmSync(path.join(root, '.upgrade-wizard'), {recursive: true, force: true})
    writeFileSync(full, '')
    rmSync(log)
    const refused = await runWithFaults(root, scriptedUpgrade, {...faults, log, at, until: full}, env)
    // Two events may have been written as one this time: then there was one write less.
    const isMet = readFileSync(log, 'utf8').includes(' fails ')
    const isTold = isMet
      ? refused.code === 1 && refused.stderr.includes('! The disk is full') && !isBug(refused)
      : refused.code === 0
    if (isMet) met++
    const isKnown = ours.every(file => known.get(file)?.has(readFileSync(path.join(root, file), 'utf8')) === true)
    rmSync(full)
    const on = await runProgram(scriptedUpgrade, {cwd: root, env})
    const isOn = on.code === 0 && readFileSync(path.join(root, 'Cargo.lock'), 'utf8') === lockfileOf('36.0.14')
    const back = await runProgram(['undo', '--all'], {cwd: root, env})
    const isBack = back.code === 0 && git(root, 'status', '--porcelain') === ''
    if (!isTold || !isKnown || !isOn || !isBack)
      wrong.push(
        `write ${at}: ${JSON.stringify({isTold, isKnown, isOn, isBack})}\n${[refused, on, back].map(toText).join('\n---\n')}`,
      )
  }
  return {met, writes, wrong, seconds: Math.round((performance.now() - began) / 1000)}
}

/** Before and after, which is all that these files ever are. */
function versions(root: string): ReadonlyMap<string, ReadonlySet<string>> {
  const after = ours.map(file => readFileSync(path.join(root, file), 'utf8'))
  return new Map(ours.map((file, index) => [file, new Set([git(root, 'show', `HEAD:${file}`), after[index] ?? ''])]))
}

function isBug({code, stderr}: Ended): boolean {
  return code === 70 || /This is a bug|^ +at /m.test(stderr)
}

function toText({code, stderr}: Ended): string {
  return `exit ${code}\n${stderr}`
}

/** Written by the wizard alone. A cargo whose start can't be recorded is cancelled, and may be so amid its lockfile. */
const ours = ['Cargo.toml', 'src/lib.rs']
