import {execFileSync} from 'node:child_process'
import {mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {expectedSnapshot, type FixtureRepository, layOutFixture, type Snapshot} from '../support/fixture-run.ts'

// What an undo can't put back: the rest is restored, exit code 4, and the printed commands make it right, typed as they are.

const name = 'photondrift-issue'
const upgrade = ['run', '--yes', '--wasmtime', '36', '--offline', '--only', 'raise-rust']
let repository: FixtureRepository
let before: Snapshot
beforeAll(async () => {
  repository = await layOutFixture(name)
  before = await expectedSnapshot(name, 'in')
})
afterAll(() => repository.remove())

const at = (file: string) => path.join(repository.root, file)

/** The indented lines of the recipe, as somebody pastes them into a shell. */
function follow(stderr: string): void {
  const commands = stderr.split('\n').filter(line => line.startsWith('    '))
  execFileSync('sh', ['-e', '-c', commands.join('\n')], {cwd: '/'})
}

test('a folder where a file was, a link where a folder was: the rest comes back, the recipe does it, and the undo is finished', async () => {
  await repository.run(...upgrade)
  rmSync(at('Makefile'))
  mkdirSync(at('Makefile'))
  writeFileSync(at('Makefile/notes'), 'mine\n')
  execFileSync('mv', ['.github', 'elsewhere'], {cwd: repository.root})
  symlinkSync('elsewhere', at('.github'))

  const {code, stderr} = await repository.run('undo', '--all')

  expect(code).toBe(4)
  const now = await repository.snapshot()
  for (const file of ['Dockerfile', 'Dockerfile.optimized', 'CONTRIBUTING.md', 'README.md'])
    expect(now[file], file).toBe(before[file])
  expect(stderr).toMatch(/^ {2}Makefile: .+\n {4}mv Makefile Makefile.aside\n/m)
  expect(stderr).toContain('    mv .github .github.aside\n    mkdir -p .github/workflows\n')
  const kept = readFileSync(at('.upgrade-wizard/recipe.txt'), 'utf8').split('\n')
  expect(kept.filter(line => !stderr.includes(line))).toEqual([])
  expect((await repository.run('status')).stdout).toContain('Not restored: Makefile (')

  follow(stderr)

  expect((await repository.run('status')).stdout).toContain('Every file that could not be restored is right now.')
  expect(await repository.run('undo', '--all')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('every hash is right'),
  })
  const after = await repository.snapshot()
  // What the steps never wrote in that folder stays where it was moved to.
  const ours = Object.keys(before).filter(file => after[file] !== undefined || !file.startsWith('.github/'))
  expect(ours).toEqual(expect.arrayContaining(['.github/workflows/ci.yml', '.github/workflows/release.yml']))
  for (const file of ours) expect(after[file], file).toBe(before[file])
  expect(readFileSync(at('Makefile.aside/notes'), 'utf8')).toBe('mine\n')
})

/** Root, a file system that knows the attribute, and the right to mount. */
function canLock(): boolean {
  const folder = path.join('/var/tmp', `uw-lock-${process.pid}`)
  try {
    writeFileSync(folder, '')
    execFileSync(
      'sh',
      ['-e', '-c', 'chattr +i "$1"; chattr -i "$1"; mount --bind "$1" "$1"; umount "$1"', '-', folder],
      {
        stdio: 'ignore',
      },
    )
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, {force: true})
  }
}

test.skipIf(!canLock())('an immutable file and one on a read-only disk (needs root, chattr and mount)', async () => {
  await repository.reset()
  await repository.run(...upgrade)
  execFileSync('chattr', ['+i', at('Makefile')])
  execFileSync('mount', ['--bind', at('Dockerfile'), at('Dockerfile')])
  execFileSync('mount', ['-o', 'remount,ro,bind', at('Dockerfile')])
  let stderr = ''
  try {
    const undone = await repository.run('undo', '--all')
    expect(undone.code).toBe(4)
    stderr = undone.stderr
    expect(stderr).toMatch(/^ {2}Makefile: .*EPERM/m)
    expect(stderr).toMatch(/^ {2}Dockerfile: .*(EROFS|EBUSY)/m)
  } finally {
    execFileSync('umount', [at('Dockerfile')])
    if (stderr === '') execFileSync('chattr', ['-i', at('Makefile')])
  }

  follow(stderr)

  expect(await repository.run('undo', '--all')).toMatchObject({code: 0})
  expect(await repository.snapshot()).toEqual(before)
})
