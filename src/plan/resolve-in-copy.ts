import type {Programs, ScratchFolder, Tree} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import type {Lockfile, Survey} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {onlyAsking} from '../registry/ask-cargo.ts'
import {readLockfile} from '../scan/lockfile.ts'
import type {CargoSetting} from '../steps/cargo.ts'
import {planFamily} from '../steps/plan-family.ts'
import {raisedRust} from '../steps/raise-rust.ts'
import {refreshLockfile} from '../steps/refresh-lockfile.ts'
import {raisesOf, rewriteFindings} from '../steps/rewrite-findings.ts'

/** What cargo would lock after the edits, or why it can't. */
export type Resolution =
  | {readonly kind: 'resolved'; readonly lockfile: Lockfile}
  | {readonly kind: 'not-resolved'; readonly problem: Problem}

export type CopyInput = {
  readonly tree: Tree
  readonly survey: Survey
  readonly target: Target
  readonly programs: Programs
  readonly scratch: ScratchFolder
  /** As the steps would call it; the repository stays the folder cargo is called in, so that its configuration holds. */
  readonly cargo: CargoSetting
  /** For each call of cargo, in ms. */
  readonly limitMs: number
}

/**
 * Does in a copy what the upgrade does to requirements and the lockfile, with the very step that does it. The copy has the
 * manifests with their edits, the lockfile and an empty library for each package: cargo needs no more to resolve. Nothing
 * is written to the repository.
 */
export async function resolveInCopy(input: CopyInput): Promise<Resolution> {
  const {scratch, survey, target, cargo} = input
  const edited = await editedManifests(input)
  if (!(edited instanceof Map)) return {kind: 'not-resolved', problem: notResolved(target, edited)}
  await copyManifests(input, edited)
  const step = refreshLockfile({
    target,
    cargo: {...cargo, manifestPath: `${scratch.root}/Cargo.toml`},
    survey: async () => ({...survey, lockfiles: await lockfilesIn(scratch)}),
  })
  const outcome = await step.apply?.(contextIn(input))
  if (outcome?.kind === 'failed') return {kind: 'not-resolved', problem: notResolved(target, outcome.problem)}
  const [lockfile] = await lockfilesIn(scratch)
  if (lockfile === undefined) return {kind: 'not-resolved', problem: notResolved(target, nothingWritten)}
  return {kind: 'resolved', lockfile}
}

/** The manifests as the steps that raise Rust and the family leave them, one after the other. */
async function editedManifests({tree, survey, target}: CopyInput): Promise<Map<string, string> | Problem> {
  const findings = survey.findings.filter(({place}) => place === 'manifest')
  const raised = await rewriteFindings(
    tree,
    raisesOf(findings, finding => raisedRust(finding, target)),
    '',
  )
  if (raised.kind === 'blocked') return raised.problem
  const edited = new Map(raised.kind === 'needed' ? raised.writes.map(({path, after}) => [path, after]) : [])
  if (target.wasmtime === null) return edited
  // A number that is raised moves no line: what the survey found is still where it was found.
  const seen: Tree = {...tree, readText: async path => edited.get(path) ?? (await tree.readText(path))}
  const family = await planFamily(seen, survey, target.wasmtime)
  if ('code' in family) return family
  for (const {path, after} of family.writes) edited.set(path, after)
  return edited
}

async function copyManifests({tree, survey, scratch}: CopyInput, edited: ReadonlyMap<string, string>): Promise<void> {
  for (const path of await tree.list()) {
    if (!/(^|\/)Cargo\.toml$/.test(path)) continue
    const text = edited.get(path) ?? (await tree.readText(path))
    if (text === undefined) continue
    await scratch.write(path, text)
    await scratch.write(path.replace(/Cargo\.toml$/, 'src/lib.rs'), '')
  }
  const locked = survey.lockfiles.some(({path}) => path === 'Cargo.lock')
    ? await tree.readText('Cargo.lock')
    : undefined
  if (locked !== undefined) await scratch.write('Cargo.lock', locked)
}

async function lockfilesIn(scratch: ScratchFolder): Promise<readonly Lockfile[]> {
  const text = await scratch.read('Cargo.lock')
  return text === undefined ? [] : [readLockfile({path: 'Cargo.lock', text})]
}

/** Commands are short questions here: their output is kept in the copy for as long as it is there. */
function contextIn({tree, programs, scratch, limitMs}: CopyInput): StepContext {
  return {
    tree,
    async run(command) {
      const answer = await programs.capture({...command, env: {...command.env, ...onlyAsking}}, limitMs)
      const [out, err] = ['out', 'err'].map(name => `${scratch.root}/logs/${name}`)
      const texts =
        answer.kind === 'exited' ? answer : {stdout: '', stderr: answer.kind === 'failed' ? answer.reason : ''}
      await scratch.write('logs/out', texts.stdout)
      await scratch.write('logs/err', texts.stderr)
      const outcome =
        answer.kind === 'not-found'
          ? ({kind: 'not-found', program: answer.program} as const)
          : ({kind: 'exited', code: answer.kind === 'exited' ? answer.code : 1} as const)
      return {outcome, durationMs: 0, out: out ?? '', err: err ?? ''}
    },
    readLog: async path => (await scratch.read(path.slice(scratch.root.length + 1))) ?? '',
    resultOf: () => undefined,
    mends: 0,
    say: () => undefined,
    signal: new AbortController().signal,
  }
}

function notResolved({wasmtime, rust}: Target, {detail}: Problem): Problem {
  const what = wasmtime === null ? `Rust ${rust.version}` : `wasmtime ${wasmtime}`
  return {
    code: 'not-resolved',
    title: `Cargo does not say yet what comes with ${what}`,
    detail,
    nextSteps: [
      'Until cargo can resolve it, the Rust that other packages need is not known. Mend what it says and plan again.',
    ],
  }
}

const nothingWritten: Problem = {
  code: 'no-lockfile',
  title: 'No lockfile was written',
  detail: 'cargo ended well and wrote no Cargo.lock.',
  nextSteps: [],
}
