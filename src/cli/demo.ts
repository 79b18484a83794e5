import {mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {gunzipSync} from 'node:zlib'
import * as z from 'zod'
import {ProblemError} from '../domain/errors.ts'
import type {Problem} from '../domain/problem.ts'
import {cargoPresent} from '../gates/cargo-present.ts'
import {table} from '../plan/text-layout.ts'
import type {Environment} from './environment.ts'
import {type ExitCode, exitCodes} from './exit-codes.ts'
import {chooseUi, run} from './run.ts'
import type {RunOptions} from './run-options.ts'

export type DemoOptions = RunOptions & {
  readonly case: string
  readonly list: boolean
  /** Never cleaned up by a later demo. */
  readonly keep: boolean
}

/**
 * `upgrade-wizard demo`: the wizard on a throwaway copy of a fixture, with cargo pointed at the offline registry. Without
 * a terminal it answers itself and ends with what to look at. The copy stays for looking; demos clean up copies that are
 * older than a day.
 */
export async function demo(env: Environment, options: DemoOptions): Promise<ExitCode> {
  const assets = await readAssets(env.bundleFolder)
  const cases = casesIn(assets)
  if (options.list) {
    env.out(`${table(cases.map(({name, title}) => [name, title])).join('\n')}\n`)
    return exitCodes.done
  }
  const chosen = cases.find(({name}) => name === options.case)
  if (chosen === undefined)
    throw new ProblemError(
      noSuchCase(
        options.case,
        cases.map(({name}) => name),
      ),
    )
  const missing = await cargoPresent(env.programs, env.temporaryFolder, undefined)
  if (missing !== undefined) throw new ProblemError(missing)

  const repo = await layOut(env, assets, chosen.name, options.keep)
  env.err(`${chosen.title}\n${chosen.story}\nA throwaway copy: ${repo}\n`)
  const isAlone = ['plain', 'json'].includes(chooseUi(env, options))
  const wanted = {...chosen.target, ...options.wanted}
  // The commands of an example aren’t the point of it, and each of them wants consent.
  const alone = {offline: true, yes: options.yes || isAlone, validate: ['none']}
  const exitCode = await run(env, {...options, ...alone, repo, wanted})
  if (exitCode === exitCodes.done) tellWhatToLookAt(env, repo, chosen.lookAt)
  return exitCode
}

function tellWhatToLookAt({err}: Environment, repo: string, lookAt: readonly string[]): void {
  err('')
  err(`Look at what changed: git -C ${repo} diff`)
  for (const file of lookAt) err(`  ${path.join(repo, file)}`)
  err(`Or get it all back: upgrade-wizard undo --all --repo ${repo}`)
}

/** The registry and the case's files in a fresh folder, the case as a git repository. Gives the repository's path. */
async function layOut(env: Environment, assets: Assets, name: string, keep: boolean): Promise<string> {
  const parent = path.join(env.temporaryFolder, 'upgrade-wizard-demo')
  await mkdir(parent, {recursive: true})
  await cleanUp(parent, env.clock.now().getTime())
  const folder = await mkdtemp(path.join(parent, `${name}-`))
  if (keep) await writeFile(path.join(folder, keepMark), '')
  await unpack(assets.registry, path.join(folder, 'registry'))
  const files = Object.entries(assets.repos).filter(([file]) => file.startsWith(`${name}/in/`))
  const repo = path.join(folder, name)
  await unpack(Object.fromEntries(files.map(([file, entry]) => [file.slice(name.length + 4), entry])), repo)
  // In the parent, so that the repository itself stays byte for byte the fixture.
  await mkdir(path.join(folder, '.cargo'), {recursive: true})
  await writeFile(path.join(folder, '.cargo', 'config.toml'), cargoConfig(path.join(folder, 'registry')))
  await makeGitRepository(env, repo)
  return repo
}

async function makeGitRepository({programs}: Environment, repo: string): Promise<void> {
  const identity = [
    '-c',
    'user.name=Demo',
    '-c',
    'user.email=demo@localhost',
    '-c',
    'commit.gpgsign=false',
    '-c',
    'core.autocrlf=false',
  ]
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    // For `--commit-steps`: the copy is nobody's, so it may say who works in it.
    ['config', 'user.name', 'Demo'],
    ['config', 'user.email', 'demo@localhost'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'The repository before the upgrade'],
  ]) {
    const done = await programs.capture({argv: ['git', ...identity, ...args], cwd: repo})
    // The wizard works without git as well.
    if (done.kind !== 'exited' || done.code !== 0) return
  }
}

async function cleanUp(parent: string, nowMs: number): Promise<void> {
  for (const name of await readdir(parent)) {
    const folder = path.join(parent, name)
    const isOld = nowMs - (await stat(folder)).mtimeMs > 24 * 60 * 60 * 1000
    const isKept = (await stat(path.join(folder, keepMark)).catch(() => undefined)) !== undefined
    if (isOld && !isKept) await rm(folder, {recursive: true, force: true})
  }
}

async function unpack(files: Assets['repos'], folder: string): Promise<void> {
  for (const [file, [first, content]] of Object.entries(files)) {
    const target = path.join(folder, file)
    await mkdir(path.dirname(target), {recursive: true})
    if (typeof first === 'string') await symlink(first, target)
    else await writeFile(target, Buffer.from(content ?? '', 'base64'), {mode: first})
  }
}

async function readAssets(bundleFolder: string): Promise<Assets> {
  const packed = await readFile(path.join(bundleFolder, 'demo.json.gz'))
  return assetsSchema.parse(JSON.parse(gunzipSync(packed).toString('utf8')))
}

function casesIn({repos}: Assets): readonly DemoCase[] {
  return Object.entries(repos).flatMap(([file, [, content]]) =>
    /^[^/]+\/case\.json$/.test(file)
      ? [caseSchema.parse(JSON.parse(Buffer.from(content ?? '', 'base64').toString('utf8')))]
      : [],
  )
}

function noSuchCase(name: string, names: readonly string[]): Problem {
  return {
    code: 'no-such-case',
    title: `There is no demo called ${name}`,
    detail: `There are: ${names.join(', ')}.`,
    nextSteps: ['Name one of these with --case; --list tells what they are about.'],
  }
}

function cargoConfig(registry: string): string {
  return `[source.crates-io]\nreplace-with = "demo"\n\n[source.demo]\ndirectory = ${JSON.stringify(registry)}\n\n[net]\noffline = true\n`
}

/** A file as [permission bits, base64], or a symbolic link as [target]. */
const entrySchema = z.union([z.tuple([z.number(), z.string()]), z.tuple([z.string()])])
const assetsSchema = z.object({registry: z.record(z.string(), entrySchema), repos: z.record(z.string(), entrySchema)})
type Assets = z.infer<typeof assetsSchema>

const caseSchema = z.object({
  name: z.string(),
  title: z.string(),
  story: z.string(),
  /** Handed on as --wasmtime, --edition and --matrix. */
  target: z.strictObject({
    wasmtime: z.string(),
    edition: z.literal('2024').exactOptional(),
    matrix: z.enum(['raise', 'both']).exactOptional(),
  }),
  lookAt: z.array(z.string()),
})
type DemoCase = z.infer<typeof caseSchema>

const keepMark = '.keep'
