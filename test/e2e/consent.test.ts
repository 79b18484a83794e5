import {existsSync, readFileSync, renameSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import {commitAll, runProgram} from '../support/fixture-run.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git, writeFiles} from '../support/temporary-repository.ts'
import {openTerm} from '../support/term.ts'
import {answer, program, question} from './tui-drive.ts'

const manifest = '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\nrust-version = "1.75"\n'
const ownCommand = (word: string) => `[[command]]\nname = "mark"\nrun = ["touch", "${word}"]\nwhen = "both"\n`
/** Rust alone, and nothing is built: the repository's own commands are all that runs. */
const options = ['--rust', '1.86', '--offline']
const only = ['--only', 'record-own-commands', 'raise-rust']

async function repository() {
  const [root, outside, home] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
  const mark = path.join(outside, 'ran')
  writeFiles(root, {'Cargo.toml': manifest, 'src/lib.rs': '', 'upgrade-wizard.toml': ownCommand(mark)})
  await commitAll(root)
  const env = {XDG_STATE_HOME: home, CARGO_HOME: temporaryFolder()}
  const hash = async () => {
    const {stdout} = await wizard('plan', ...options, '--json')
    return /--allow-commands ([0-9a-f]{64})/.exec(stdout)?.[1] ?? ''
  }
  const wizard = (...args: readonly string[]) => runProgram(args, {cwd: root, env})
  return {root, env, mark, hash, wizard, hasRun: () => existsSync(mark)}
}

describe('commands of the repository’s own', () => {
  test('are left out without consent; with their hash they run, and only they', async () => {
    const {root, mark, hash, wizard, hasRun} = await repository()
    const sha256 = await hash()

    const unasked = await wizard('run', '--yes', ...options, ...only)
    expect(unasked.code).toBe(0)
    expect(unasked.stderr).toContain(`mark: touch ${mark}`)
    expect(unasked.stderr).toMatch(/^Left out: .*record-own-commands/m)
    expect(hasRun()).toBe(false)
    await wizard('undo', '--all')

    writeFileSync(path.join(root, 'upgrade-wizard.toml'), ownCommand(`${mark}-other`))
    const other = await wizard('run', '--yes', '--fresh', ...options, ...only, '--allow-commands', sha256)
    expect(other.code).toBe(3)
    expect(other.stderr).toContain('The commands of this repository are not those that were allowed')
    expect(existsSync(`${mark}-other`)).toBe(false)
    git(root, 'checkout', 'upgrade-wizard.toml')

    const allowed = await wizard('run', '--yes', '--fresh', ...options, ...only, '--allow-commands', sha256)
    expect(allowed.stderr).toContain('1 command passed')
    expect(allowed.code).toBe(0)
    expect(hasRun()).toBe(true)
  })

  test('are asked about on the screen, once: a typed word allows exactly these', async () => {
    const {root, env, mark, hasRun, wizard} = await repository()
    const argv: [string, ...string[]] = [process.execPath, program, 'run', ...options, ...only]
    const term = openTerm(argv, {cwd: root, env: {...env, NODE_ENV: undefined, VITEST: undefined}})
    const title = 'Allow 1 command of this repository’s own?'
    await answer(term, 'Go on and choose a target?', 'c')
    await question(term, title)
    expect(term.text().replaceAll(/\s+/g, ' ')).toContain(`mark: touch ${mark}`.slice(0, 60))
    term.write('a')
    await term.waitFor(() => term.text().includes('to confirm:'))
    term.write('allow')
    await term.waitFor(() => term.text().includes('to confirm: allow'))
    term.write('\r')
    await answer(term, 'Start with this plan?', 's')
    await answer(term, 'Apply “Run the repository’s own commands', 'a')
    await question(term, 'Accept “Run the repository’s own commands')
    expect(hasRun()).toBe(true)
    term.write('q')
    await term.exited

    writeFileSync(path.join(root, 'upgrade-wizard.toml'), ownCommand(`${mark}-other`))
    const changed = await wizard('run', '--yes', '--fresh', ...options, ...only)
    expect(changed.stderr).toMatch(/^Left out: .*record-own-commands/m)
    expect(existsSync(`${mark}-other`)).toBe(false)
  })
})

describe('checks that stand in the repository', () => {
  const make = (mark: string) =>
    `container-check:\n\tdocker version\ncheck:\n\ttouch ${mark}\ndeploy:\n\ttouch ${mark}-deployed\n`

  test('run before and after with consent to them; without it nothing of them runs, and that is told', async () => {
    const {root, mark, wizard, hasRun} = await repository()
    writeFiles(root, {Makefile: make(mark), 'upgrade-wizard.toml': ''})
    await commitAll(root)

    const unasked = await wizard('run', '--yes', ...options, ...only)
    expect(unasked.code).toBe(0)
    expect(unasked.stderr).toContain('Not run: 2 checks of this repository that nobody agreed to')
    expect(hasRun()).toBe(false)

    const {stdout} = await wizard('plan', '--validate', 'make-check', ...options, '--json')
    const sha256 = /--validate make-check --allow-commands ([0-9a-f]{64})/.exec(stdout)?.[1] ?? ''
    const again = ['run', '--yes', '--fresh', ...options, ...only, '--allow-commands', sha256]
    expect((await wizard(...again)).code).toBe(3)
    expect(hasRun()).toBe(false)
    expect((await wizard(...again, '--validate', 'make-chek')).stderr).toContain('Did you mean make-check?')

    const allowed = await wizard(...again, '--validate', 'make-check')
    expect(allowed.stderr).toContain('1 command passed')
    expect(allowed.code).toBe(0)
    expect(hasRun()).toBe(true)
    expect(existsSync(`${mark}-deployed`)).toBe(false)
  })
})

test('found checks are chosen by name in a small terminal; a name that none has is told, and others can be chosen still', async () => {
  const {root, env, mark} = await repository()
  writeFiles(root, {Makefile: `check:\n\ttouch ${mark}\nlint:\n\ttouch ${mark}-lint\n`, 'upgrade-wizard.toml': ''})
  await commitAll(root)
  const argv: [string, ...string[]] = [process.execPath, program, 'run', ...options, ...only]
  const small = {columns: 60, rows: 15, env: {...env, NODE_ENV: undefined, VITEST: undefined}}
  const term = openTerm(argv, {cwd: root, ...small})
  const choose = async (title: string, names: string) => {
    await question(term, title)
    term.write('c')
    await term.waitFor('Choose some by name:')
    term.write(names)
    await term.waitFor(`Choose some by name: ${names}`)
    term.write('\r')
  }
  await answer(term, 'Go on and choose a target?', 'c')
  await question(term, 'Allow 2 commands')
  expect(term.text().replaceAll(/\s+/g, ' ')).toContain('before and after the upgrade: make-check, make-lint.')

  await choose('Allow 2 commands', 'make-lint, make-chek')
  await question(term, 'Allow 1 command')
  expect(term.text()).toContain('No check is called make-chek.')
  expect(term.text()).toContain('Not chosen: make-check.')

  await choose('Allow 1 command', 'make-check')
  await term.waitFor('Not chosen: make-lint.')
  await answer(term, 'Allow 1 command', 'q')
  expect((await term.exited).code).toBe(10)
})

test('a session that came with the folder is not believed before somebody says so', async () => {
  const {root, wizard} = await repository()
  await wizard('run', '--yes', ...options, '--only', 'raise-rust')
  const moved = `${temporaryFolder()}/copy`
  renameSync(root, moved)
  const there = (...args: readonly string[]) => runProgram(args, {cwd: moved, env: {XDG_STATE_HOME: temporaryFolder()}})
  const raised = () => readFileSync(path.join(moved, 'Cargo.toml'), 'utf8')
  const before = raised()

  const [status, undone, ran] = [
    await there('status', '--json'),
    await there('undo', '--all'),
    await there('run', '--yes'),
  ]
  expect(JSON.parse(status.stdout).session.startedHere).toBe(false)
  expect(undone.code).toBe(3)
  expect(undone.stderr).toContain('! Nobody started this session here')
  expect(ran.code).toBe(10)
  expect(raised()).toBe(before)

  const id = JSON.parse(status.stdout).session.id
  expect((await there('undo', '--all', '--allow-session', id)).code).toBe(0)
  expect(raised()).toBe(manifest)
})
