import type {Finding} from '../domain/finding.ts'
import type {Tree} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {Lockfile} from '../domain/survey.ts'
import {classified, mentionReason} from './classify.ts'
import type {DetectorEntry} from './detectors.ts'
import {
  brokenFile,
  lfsPointer,
  linkedManifest,
  manifestInOtherEncoding,
  otherEncoding,
  unreadableFile,
} from './file-problems.ts'
import {readLockfile} from './lockfile.ts'
import {type ManifestDraft, readManifest} from './manifest.ts'
import {isLfsPointer} from './not-ours.ts'
import {linkOrGone, notReadable, type ReadSource, readSource} from './read-source.ts'
import {type DetectorContext, NotParsedError, type SourceFile} from './source-file.ts'

/** A file that may state something, and who reads it. */
export type Candidate = {readonly path: string; readonly entry: DetectorEntry}

/** What one file gave. */
export type Seen = {
  readonly findings?: readonly Finding[]
  readonly draft?: ManifestDraft
  readonly lockfile?: Lockfile
  readonly problems?: readonly Problem[]
  readonly leftOut?: string
}

/** Reads one file. Whatever is wrong with it is told as a problem, or counted where it decides nothing anyway. */
export async function lookAtFile(tree: Tree, {path, entry}: Candidate, ctx: DetectorContext): Promise<Seen> {
  const source = await readLinked(tree, path, entry)
  const counts = mentionReason(path, entry.place) === undefined
  if (source.kind === 'left-out') {
    const problem = counts ? await problemOf(tree, {path, entry}, source, ctx) : undefined
    return {leftOut: source.reason, ...(problem === undefined ? {} : {problems: [problem]})}
  }
  const {file} = source
  if (isLfsPointer(file.text))
    return {leftOut: 'git LFS pointers', ...(counts && {problems: [lfsPointer(path, entry.place === 'manifest')]})}
  if (entry.hint?.test(file.text) === false) return {}
  try {
    return await readFile(file, entry, ctx, counts)
  } catch (error) {
    if (!(error instanceof NotParsedError)) throw error
    const findings = error.seen.map(classified)
    if (!counts) return {findings, leftOut: `not valid ${error.fault.format}`}
    return {findings, problems: [brokenFile(path, error.fault)]}
  }
}

/** What a text states, as if it stood at this path; nothing where it isn't valid in its own format. */
export async function findingsIn(
  file: SourceFile,
  entry: DetectorEntry,
  ctx: DetectorContext,
): Promise<readonly Finding[]> {
  if (entry.hint?.test(file.text) === false) return []
  try {
    return (await entry.load())(file, ctx).map(classified)
  } catch (error) {
    if (error instanceof NotParsedError) return []
    throw error
  }
}

/**
 * What stands at a link has its own name elsewhere, and is read there. A manifest and a lockfile mean something by where they
 * stand: they are read at the link as well.
 */
async function readLinked(tree: Tree, path: string, {place}: DetectorEntry): Promise<ReadSource> {
  const source = await readSource(tree, path)
  const isCargos = place === 'manifest' || place === 'lockfile'
  if (!isCargos || source.kind === 'read' || source.reason !== linkOrGone) return source
  const meant = await tree.follow(path)
  if (meant === undefined || meant === path) return source
  const linked = await readSource(tree, meant)
  return linked.kind === 'read' ? {kind: 'read', file: {...linked.file, path}} : linked
}

async function readFile(file: SourceFile, entry: DetectorEntry, ctx: DetectorContext, counts: boolean): Promise<Seen> {
  const detect = await entry.load()
  // What reads a file does so without a pause: a TOML file that was read last isn't parsed again.
  const manifest = entry.place === 'manifest' && counts ? readManifest(file) : undefined
  if (manifest?.kind === 'broken') return {problems: [manifest.problem]}
  const findings = detect(file, ctx).map(classified)
  if (manifest !== undefined) return {findings, draft: manifest, problems: manifest.problems}
  return entry.place === 'lockfile' && counts ? {findings, lockfile: readLockfile(file)} : {findings}
}

async function problemOf(
  tree: Tree,
  {path, entry}: Candidate,
  {reason, guessed}: Extract<ReadSource, {kind: 'left-out'}>,
  ctx: DetectorContext,
): Promise<Problem | undefined> {
  if (reason === notReadable) return unreadableFile(path)
  if (guessed !== undefined)
    return entry.place === 'manifest' ? manifestInOtherEncoding(path) : told(guessed, entry, ctx)
  const isLinked = entry.place === 'manifest' && reason === linkOrGone && (await tree.state(path)).kind === 'symlink'
  return isLinked ? linkedManifest(path) : undefined
}

/** A file in another encoding is worth telling when it decides something; what can't be parsed is only counted. */
async function told(file: SourceFile, entry: DetectorEntry, ctx: DetectorContext): Promise<Problem | undefined> {
  if (entry.hint?.test(file.text) === false) return undefined
  const detect = await entry.load()
  try {
    const first = detect(file, ctx)
      .map(classified)
      .find(({live}) => live)
    return first && otherEncoding(file.path, first)
  } catch (error) {
    if (error instanceof NotParsedError) return undefined
    throw error
  }
}
