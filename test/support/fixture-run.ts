import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {cp, lstat, mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {execa} from 'execa'
import {afterAll, beforeAll, beforeEach} from 'vitest'

export const projectRoot = path.resolve(import.meta.dirname, '../..')
export const program = path.join(projectRoot, 'bin/upgrade-wizard.js')

export type Ended = {readonly code: number | null; readonly stdout: string; readonly stderr: string}

/** A fixture laid out as a repository of its own, with cargo pointed at the offline registry from the folder above. */
export type FixtureRepository = {
  /** Absolute. */
  readonly root: string
  /** Runs the bundled program there, without a terminal, and waits for its end. */
  run(...args: readonly string[]): Promise<Ended>
  /** The same, not waited for. */
  start(...args: readonly string[]): ChildProcess
  /** Puts `in/` back and forgets any session; keeps the build folder, so that the next run is quick. */
  reset(): Promise<void>
  /** path → mode and content of everything but git's, cargo's and the wizard's own folders. */
  snapshot(): Promise<Snapshot>
  remove(): Promise<void>
}

export type Snapshot = Readonly<Record<string, string>>

/** Lays `fixtures/repos/<name>/in` out in a temporary folder. */
export async function layOutFixture(name: string): Promise<FixtureRepository> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'uw-fixture-')))
  const root = path.join(folder, name)
  await mkdir(path.join(folder, '.cargo'))
  await writeFile(path.join(folder, '.cargo/config.toml'), offlineRegistry)
  const reset = async () => {
    await mkdir(root, {recursive: true})
    for (const entry of await readdir(root))
      if (entry !== 'target') await rm(path.join(root, entry), {recursive: true, force: true})
    await cp(fixture(name, 'in'), root, {recursive: true, verbatimSymlinks: true})
    await commitAll(root)
  }
  await reset()
  const start = (...args: readonly string[]) =>
    spawn(process.execPath, [program, ...args], {cwd: root, env: environment(), stdio: ['ignore', 'pipe', 'pipe']})
  return {
    root,
    start,
    reset,
    run: (...args) => ended(start(...args)),
    snapshot: () => readSnapshot(root),
    remove: () => rm(folder, {recursive: true, force: true}),
  }
}

/** A fixture for all tests of a file, laid out before the first and put back before each. */
export function fixtureForAll(name: string): FixtureRepository {
  let laidOut: FixtureRepository | undefined
  const there = () => {
    if (laidOut === undefined) throw new Error(`${name} is laid out before the first test, not sooner`)
    return laidOut
  }
  beforeAll(async () => {
    laidOut = await layOutFixture(name)
  })
  beforeEach(() => there().reset())
  afterAll(() => laidOut?.remove())
  return {
    get root() {
      return there().root
    },
    run: (...args) => there().run(...args),
    start: (...args) => there().start(...args),
    reset: () => there().reset(),
    snapshot: () => there().snapshot(),
    remove: () => there().remove(),
  }
}

/** What a fixture's `in` or `out` looks like. */
export function expectedSnapshot(name: string, side: 'in' | 'out'): Promise<Snapshot> {
  return readSnapshot(fixture(name, side))
}

/** Runs the bundled program anywhere, without a terminal. */
export function runProgram(args: readonly string[], options: {cwd: string; env?: NodeJS.ProcessEnv}): Promise<Ended> {
  return ended(startProgram(args, options))
}

/** The same, not waited for. */
export function startProgram(args: readonly string[], options: {cwd: string; env?: NodeJS.ProcessEnv}) {
  const env = {...environment(), ...options.env}
  return spawn(process.execPath, [program, ...args], {cwd: options.cwd, env, stdio: ['ignore', 'pipe', 'pipe']})
}

export async function ended(child: ChildProcess): Promise<Ended> {
  const [stdout, stderr] = [child.stdout, child.stderr].map(stream => {
    const chunks: string[] = []
    stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
    return chunks
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return {code, stdout: stdout?.join('') ?? '', stderr: stderr?.join('') ?? ''}
}

export async function commitAll(root: string): Promise<void> {
  const identity = [
    '-c',
    'user.name=Tester',
    '-c',
    'user.email=tester@localhost',
    '-c',
    'core.autocrlf=false',
    '-c',
    'commit.gpgsign=false',
  ]
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    ['commit', '-q', '--allow-empty', '-m', 'before'],
  ]) {
    await execa('git', [...identity, ...args], {cwd: root})
  }
}

/** path → mode and content of everything but git's, cargo's and the wizard's own folders. */
export async function readSnapshot(root: string, folder = ''): Promise<Snapshot> {
  const found: Record<string, string> = {}
  for (const name of await readdir(path.join(root, folder))) {
    if (folder === '' && ['.git', 'target', '.upgrade-wizard'].includes(name)) continue
    const file = path.posix.join(folder, name)
    const stat = await lstat(path.join(root, file))
    if (stat.isDirectory()) Object.assign(found, await readSnapshot(root, file))
    else if (stat.isSymbolicLink()) found[file] = `→ ${await readlink(path.join(root, file))}`
    else found[file] = `${(stat.mode & 0o777).toString(8)} ${await readFile(path.join(root, file), 'latin1')}`
  }
  return found
}

function fixture(name: string, side: 'in' | 'out'): string {
  return path.join(projectRoot, 'fixtures/repos', name, side)
}

/** As a user's, without what test runners and CI services add. */
export function environment(): NodeJS.ProcessEnv {
  const {CI: _, NODE_ENV: __, VITEST: ___, FORCE_COLOR: ____, ...rest} = process.env
  return {...rest, NO_COLOR: '1', GIT_CONFIG_GLOBAL: '/dev/null'}
}

/** What makes cargo take every crate from `fixtures/registry`: `.cargo/config.toml` in a folder above the repository. */
export const offlineRegistry = `[source.crates-io]
replace-with = "fixtures"

[source.fixtures]
directory = ${JSON.stringify(path.join(projectRoot, 'fixtures/registry'))}

[net]
offline = true

# Nothing is built twice, and nobody debugs it.
[build]
incremental = false

[profile.dev]
debug = false
`
