import type {PlaceKind} from '../domain/finding.ts'
import type {Tree} from '../domain/ports.ts'
import {mentionReason} from './classify.ts'
import {detectors} from './detectors.ts'
import {inBatches} from './in-batches.ts'
import {readSource} from './read-source.ts'
import type {SourceFile} from './source-file.ts'

/** A place where a repository runs clippy over itself. */
export type LintCheck = {
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** Whether a warning fails it. */
  readonly isStrict: boolean
}

/** Where a repository runs clippy: in Make and just targets, scripts, CI and cargo's aliases. Reads files, runs nothing. */
export async function findLintChecks({tree}: {readonly tree: Tree}): Promise<readonly LintCheck[]> {
  const candidates = (await tree.list()).filter(path => {
    const place = detectors.find(({accepts}) => accepts(path))?.place
    return place !== undefined && places.includes(place) && mentionReason(path, place) === undefined
  })
  const sources = await inBatches(candidates, 16, path => readSource(tree, path))
  return sources.flatMap(source => (source.kind === 'read' ? checksIn(source.file) : []))
}

function checksIn({path, text}: SourceFile): readonly LintCheck[] {
  const deniesAll = /^[^#\n]{0,200}\bRUSTFLAGS\b[^\n]{0,200}-D ?warnings/m.test(text)
  return text.split('\n').flatMap((whole, index) => {
    const line = whole.slice(0, longestLine)
    if (onlyTalks.test(line) || !runsClippy.test(line)) return []
    return [{path, line: index + 1, isStrict: deniesAll || denies.test(line)}]
  })
}

const places: readonly PlaceKind[] = ['workflow', 'ci-config', 'makefile', 'script', 'cargo-config']
const runsClippy = /\bcargo(?: \+[\w.-]{1,40})? clippy\b|^\s*[\w-]{1,40} = (?:"|\[")clippy\b/
const denies = /(?:-D|--deny|-F|--forbid)[ =]?"?(?:warnings|clippy::all)\b/
const onlyTalks = /^\s*(?:#|\/\/|@?echo\b|-? ?(?:name|description):)/
const longestLine = 2000
