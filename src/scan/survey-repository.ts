import type {Finding, PlaceKind} from '../domain/finding.ts'
import type {Programs, Tree} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {Lockfile, Survey} from '../domain/survey.ts'
import {classified, mentionReason} from './classify.ts'
import {type DetectorEntry, detectors} from './detectors.ts'
import {readGitState} from './git-state.ts'
import {inBatches} from './in-batches.ts'
import {readLockfile} from './lockfile.ts'
import {type ManifestDraft, readManifest} from './manifest.ts'
import {readSource} from './read-source.ts'
import {resolveInheritance} from './resolve-inheritance.ts'
import {type DetectorContext, NotParsedError, splitPath} from './source-file.ts'

export type SurveyContext = {
  readonly tree: Tree
  readonly programs: Programs
  /** Whether a crate belongs to the family that moves together. */
  readonly isFamily: (crate: string) => boolean
  /** Only these kinds of place are read, for a command that asks about nothing else; all of them when undefined. */
  readonly places?: ReadonlySet<PlaceKind>
}

/** Reads the repository, writes nothing: manifests, lockfiles, git, and every place that states a version. */
export async function surveyRepository(ctx: SurveyContext): Promise<Survey> {
  const git = readGitState(ctx.programs, ctx.tree.root)
  const paths = await pathsWithLockfile(ctx.tree)
  const detecting = {isFamily: ctx.isFamily, packageRoots: packageRoots(paths)}
  const candidates = paths.flatMap(path => {
    const entry = detectors.find(({accepts}) => accepts(path))
    const isWanted = entry !== undefined && (ctx.places?.has(entry.place) ?? true)
    return isWanted ? [{path, entry}] : []
  })
  const seen = await inBatches(candidates, 16, candidate => look(ctx.tree, candidate, detecting))
  const drafts = seen.flatMap(({draft}) => draft ?? [])
  return {
    root: ctx.tree.root,
    git: await git,
    manifests: resolveInheritance(drafts),
    lockfiles: seen.flatMap(({lockfile}) => lockfile ?? []),
    findings: seen.flatMap(({findings}) => findings ?? []),
    filesRead: seen.filter(({leftOut}) => leftOut === undefined).length,
    leftOut: counted(seen.flatMap(({leftOut}) => leftOut ?? [])),
    problems: [...(await missingManifest(ctx.tree, paths)), ...seen.flatMap(({problem}) => problem ?? [])],
  }
}

/** Libraries keep their lockfile out of git; cargo builds by it all the same. */
async function pathsWithLockfile(tree: Tree): Promise<readonly string[]> {
  const paths = await tree.list()
  if (paths.includes('Cargo.lock') || (await tree.state('Cargo.lock')).kind !== 'file') return paths
  return [...paths, 'Cargo.lock']
}

type Candidate = {readonly path: string; readonly entry: DetectorEntry}

/** What one file gave. */
type Seen = {
  readonly findings?: readonly Finding[]
  readonly draft?: ManifestDraft
  readonly lockfile?: Lockfile
  readonly problem?: Problem
  readonly leftOut?: string
}

async function look(tree: Tree, {path, entry}: Candidate, ctx: DetectorContext): Promise<Seen> {
  const [source, detect] = await Promise.all([readSource(tree, path), entry.load()])
  const counts = mentionReason(path, entry.place) === undefined
  if (source.kind === 'left-out') {
    const isLinked = entry.place === 'manifest' && counts && (await tree.state(path)).kind === 'symlink'
    return {leftOut: source.reason, ...(isLinked ? {problem: linkedManifest(path)} : {})}
  }
  const {file} = source
  const manifest = entry.place === 'manifest' && counts ? readManifest(file) : undefined
  if (manifest?.kind === 'broken') return {problem: manifest.problem}
  try {
    const findings = detect(file, ctx).map(classified)
    if (manifest !== undefined) return {findings, draft: manifest}
    return entry.place === 'lockfile' && counts ? {findings, lockfile: readLockfile(file)} : {findings}
  } catch (error) {
    if (error instanceof NotParsedError) return {leftOut: `${entry.place} that is not valid in its format`}
    throw error
  }
}

function packageRoots(paths: readonly string[]): ReadonlySet<string> {
  return new Set(
    paths.flatMap(path => {
      const {folder, base} = splitPath(path)
      return base === 'Cargo.toml' || base === 'package.json' ? [folder] : []
    }),
  )
}

async function missingManifest(tree: Tree, paths: readonly string[]): Promise<readonly Problem[]> {
  if (paths.includes('Cargo.toml')) return []
  if ((await tree.state('Cargo.toml')).kind === 'symlink') return [linkedManifest('Cargo.toml')]
  const nested = paths.find(path => path.endsWith('/Cargo.toml') && mentionReason(path, 'manifest') === undefined)
  return [
    {
      code: 'no-manifest',
      title: 'There is no Cargo.toml here',
      detail: 'The wizard starts at the root of a Cargo repository, where its Cargo.toml stands.',
      nextSteps: [
        nested === undefined
          ? 'Go to the root of a Cargo repository, then run the wizard again.'
          : `Go to ${splitPath(nested).folder}, which has one, then run the wizard again.`,
      ],
    },
  ]
}

function linkedManifest(path: string): Problem {
  return {
    code: 'manifest-linked',
    title: `${path} is a symbolic link`,
    detail: 'The wizard neither reads nor writes through links: they may lead out of the repository.',
    nextSteps: [`Put the manifest itself at ${path}, then run the wizard again.`],
    path,
  }
}

function counted(reasons: readonly string[]): Survey['leftOut'] {
  return [...new Set(reasons)].toSorted().map(reason => ({
    reason,
    count: reasons.filter(other => other === reason).length,
  }))
}
