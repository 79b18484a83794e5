import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test, vi} from 'vitest'
import {ended, runProgram, startProgram} from '../support/fixture-run.ts'
import {lockfileOf, repositoryWithScriptedCargo, scriptedUpgrade} from '../support/scripted-cargo.ts'
import {git} from '../support/temporary-repository.ts'

/** Its first update writes 40 bytes, says who it is, and writes the rest when it is let go on. */
const tearing = `
  if [ ! -e "$TOOLS/pid" ]; then
    head -c 40 "$TOOLS/new.lock" > Cargo.lock
    echo $$ > "$TOOLS/pid.new" && mv "$TOOLS/pid.new" "$TOOLS/pid"
    while [ ! -e "$TOOLS/go-on" ]; do sleep 0.05; done
  fi`

// Cargo writes its lockfile in place: whoever is killed meanwhile leaves the first part of the new one.
test.each([
  {victims: 'cargo', kills: ['cargo'], end: 'back'},
  {victims: 'the wizard, and cargo writes on', kills: ['wizard'], end: 'on'},
  {victims: 'both', kills: ['wizard', 'cargo'], end: 'back'},
] as const)('a lockfile torn by the death of $victims is whole again, going $end', async ({kills, end}) => {
  const {root, tools, env} = await repositoryWithScriptedCargo(tearing)
  const lockfile = () => readFileSync(path.join(root, 'Cargo.lock'), 'utf8')
  const wizard = startProgram(scriptedUpgrade, {cwd: root, env})
  const gone = ended(wizard)
  const cargo = Number(await contentOf(path.join(tools, 'pid')))
  expect(lockfile()).toBe(lockfileOf('36.0.14').slice(0, 40))

  for (const victim of kills) process.kill(victim === 'cargo' ? cargo : (wizard.pid ?? 0), 'SIGKILL')
  const {code} = await gone
  writeFileSync(path.join(tools, 'go-on'), '')

  // The wizard that lives takes the step back itself.
  if (kills[0] === 'cargo') expect([code, lockfile()]).toEqual([1, lockfileOf('25.0.3')])
  const isOn = end === 'on'
  const last = await runProgram(isOn ? scriptedUpgrade : ['undo', '--all'], {cwd: root, env})
  expect(last, last.stderr).toMatchObject({code: 0})
  expect(lockfile()).toBe(lockfileOf(isOn ? '36.0.14' : '25.0.3'))
  expect(git(root, 'diff', '--name-only')).toBe(isOn ? 'Cargo.lock\nCargo.toml\n' : '')
})

async function contentOf(file: string): Promise<string> {
  await vi.waitFor(() => expect(existsSync(file)).toBe(true), {timeout: 60_000, interval: 20})
  return readFileSync(file, 'utf8')
}
