import type {Tree} from '../domain/ports.ts'
import {mentionReason} from './classify.ts'
import {detectors} from './detectors.ts'
import {inBatches} from './in-batches.ts'
import {readSource} from './read-source.ts'

/**
 * Whether a repository runs its tests with nextest: it configures it, or calls it in Make and just targets, scripts, CI or cargo's
 * aliases. Reads files, runs nothing.
 */
export async function usesNextest({tree}: {readonly tree: Pick<Tree, 'list' | 'readUpTo'>}): Promise<boolean> {
  const files = await tree.list()
  if (files.includes('.config/nextest.toml')) return true
  const candidates = files.filter(path => {
    const place = detectors.find(({accepts}) => accepts(path))?.place
    return place !== undefined && places.has(place) && mentionReason(path, place) === undefined
  })
  const sources = await inBatches(candidates, 16, path => readSource(tree, path))
  return sources.some(source => source.kind === 'read' && callsNextest(source.file.text))
}

function callsNextest(text: string): boolean {
  return text.split('\n').some(line => !onlyTalks.test(line) && runsNextest.test(line.slice(0, longestLine)))
}

const places: ReadonlySet<string> = new Set(['workflow', 'ci-config', 'makefile', 'script', 'cargo-config'])
const runsNextest = /\bcargo(?: \+[\w.-]{1,40})?[ -]nextest r(?:un)?\b|^\s*[\w-]{1,40} = (?:"|\[")nextest\b/
const onlyTalks = /^\s*(?:#|\/\/|@?echo\b|-? ?(?:name|description):)/
const longestLine = 2000
