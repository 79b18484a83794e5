import {isMap, isScalar, isSeq, type YAMLMap} from 'yaml'
import type {Tree} from '../domain/ports.ts'
import {yamlDocuments} from '../editors/yaml-documents.ts'
import {inBatches} from './in-batches.ts'
import {readSource} from './read-source.ts'
import {splitPath} from './source-file.ts'

/** A machine of a CI service that a repository builds on. */
export type CiPlatform = {
  /** `linux`, `linux-arm64`, `macos`, `windows`. */
  readonly id: string
  /** What a workflow asks for: `ubuntu-latest`. */
  readonly runsOn: string
}

/** The platforms that workflows build on, and runners that were named and stand for none. */
export type CiPlatforms = {readonly platforms: readonly CiPlatform[]; readonly unknown: readonly string[]}

/**
 * The platforms on which a repository's own GitHub workflows run cargo or make, each with the label that is used most; the
 * label of a matrix counts for each of its values. A repository without such workflows names none. Reads files, runs nothing.
 */
export async function findCiPlatforms({tree}: {readonly tree: Pick<Tree, 'list' | 'readUpTo'>}): Promise<CiPlatforms> {
  const paths = (await tree.list()).filter(path => splitPath(path).folder === '.github/workflows')
  const wanted = paths.filter(path => /\.ya?ml$/.test(path)).slice(0, mostFiles)
  const sources = await inBatches(wanted, 16, path => readSource(tree, path))
  const labels = sources.flatMap(source => (source.kind === 'read' ? labelsIn(source.file.text) : []))
  const uses = new Map<string, number>()
  for (const label of labels) uses.set(label, (uses.get(label) ?? 0) + 1)
  const byUse = [...uses]
    .toSorted(([a, often], [b, seldom]) => seldom - often || (a < b ? -1 : 1))
    .map(([label]) => label)
  const platforms = new Map<string, string>()
  for (const label of byUse) {
    const id = platformOf(label)
    if (id !== undefined && !platforms.has(id)) platforms.set(id, label)
  }
  return {
    platforms: [...platforms].map(([id, runsOn]) => ({id, runsOn})).toSorted((a, b) => order(a.id) - order(b.id)),
    unknown: byUse.filter(label => platformOf(label) === undefined).toSorted(),
  }
}

/** The runner of each job that builds, as often as it is named. */
function labelsIn(text: string): readonly string[] {
  if (!builds.test(text)) return []
  return yamlDocuments(text).flatMap(document => {
    const jobs = document.errors.length === 0 ? valueAt(document.contents, 'jobs') : undefined
    return isMap(jobs)
      ? jobs.items.flatMap(({value}) => (isMap(value) && isBuilding(value) ? runnersOf(value) : []))
      : []
  })
}

function isBuilding(job: YAMLMap): boolean {
  const steps = valueAt(job, 'steps')
  return isSeq(steps) && steps.items.some(step => builds.test(textOf(valueAt(step, 'run')) ?? ''))
}

function runnersOf(job: YAMLMap): readonly string[] {
  const runner = valueAt(job, 'runs-on')
  const label = textOf(runner)
  if (label === undefined) return isSeq(runner) ? [runner.items.map(item => textOf(item) ?? '?').join(' ')] : []
  const [, axis, field] = /^\$\{\{\s*matrix\.([\w-]+)(?:\.([\w-]+))?\s*\}\}$/.exec(label) ?? []
  if (axis === undefined) return [label]
  const matrix = valueAt(valueAt(job, 'strategy'), 'matrix')
  const included = valueAt(matrix, 'include')
  const rows = isSeq(included) ? included.items.map(row => valueAt(row, axis)) : []
  const values = valueAt(matrix, axis)
  const all = [...(isSeq(values) ? values.items : []), ...rows]
  return all.flatMap(value => textOf(field === undefined ? value : valueAt(value, field)) ?? [])
}

function valueAt(node: unknown, key: string): unknown {
  return isMap(node) ? node.get(key, true) : undefined
}

function textOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined
}

/** By the names that GitHub gives its own runners. */
function platformOf(label: string): string | undefined {
  if (!/^[\w.-]{1,60}$/.test(label)) return undefined
  if (/^ubuntu-[\w.]+-arm$/.test(label)) return 'linux-arm64'
  if (/^ubuntu-(?:latest|[\d.]+)$/.test(label)) return 'linux'
  if (/^macos-(?:latest|\d+)(?:-large|-xlarge)?$/.test(label)) return 'macos'
  return /^windows-(?:latest|\d+)(?:-arm)?$/.test(label) ? 'windows' : undefined
}

function order(id: string): number {
  return ['linux', 'linux-arm64', 'macos', 'windows'].indexOf(id)
}

const builds = /\bcargo (?:\+\S{1,40} )?(?:build|test|check|clippy|nextest|bench|hack)\b|^\s*(?:make|just) /m
const mostFiles = 200
