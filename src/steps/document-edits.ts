import {major as majorOf, valid} from 'semver'
import {lastMajorWith} from '../catalog/features.ts'
import {applyEdits} from '../domain/edit.ts'
import type {Finding} from '../domain/finding.ts'
import type {Target} from '../domain/target.ts'
import {replaceValues} from '../editors/replace-values.ts'
import {contextOfLines} from '../scan/document-context.ts'
import {movedTarget} from './move-wasm-target.ts'
import {risenRust} from './raise-rust.ts'
import {raisedRequirement} from './raised-requirement.ts'
import {statesNow} from './stated-now.ts'

/** What an upgrade reached, and what documents may say from before it. */
export type Reached = {
  readonly target: Target
  /** Rust is raised wherever it decides something. */
  readonly rust: boolean
  readonly wasmtime: boolean
  /** The wasmtime majors that the repository had. */
  readonly oldMajors: ReadonlySet<number>
}

/** What became of the mentions in one document. */
export type DocumentEdits = {
  readonly after: string
  readonly edited: readonly {readonly finding: Finding; readonly to: string}[]
  /** Mentions of something old whose sentence doesn't say that it holds now, or that can't be changed safely. */
  readonly left: readonly Finding[]
}

/**
 * Rewrites what a guide says of now, value by value, and proves that nothing else differs. Takes all that the survey found in the
 * document; what is live is raised by the steps that raise everything else.
 */
export function editDocument(text: string, findings: readonly Finding[], reached: Reached): DocumentEdits {
  const mentions = findings.filter(({live}) => !live)
  const isCurrent = currentIn(text, findings)
  const old = mentions.flatMap(finding => {
    const to = risen(finding, reached)
    return to === undefined ? [] : [{finding, to}]
  })
  const wanted = old.filter(({finding, to}) => isCurrent(finding) && hasKnownFeatures(finding, to))
  const changes = wanted.map(({finding: {span, value}, to}) => ({span, from: value, to}))
  const planned = replaceValues('document', text, changes)
  const edited = planned.kind === 'edits' ? wanted : []
  const kept = old.filter(one => !edited.includes(one)).map(({finding}) => finding)
  const stale = mentions.filter(finding => isStale(finding, reached) && isCurrent(finding))
  const after = planned.kind === 'edits' ? applyEdits(text, planned.edits) : text
  return {after, edited, left: [...kept, ...stale].toSorted((a, b) => a.span.start - b.span.start)}
}

/** Tells whether the sentence around a mention holds now. */
function currentIn(text: string, findings: readonly Finding[]): (finding: Finding) => boolean {
  const lines = text.split('\n')
  const contexts = contextOfLines(text)
  const values = valuesByLine(findings)
  return finding => {
    const [line, context] = [lines[finding.line - 1] ?? '', contexts[finding.line - 1]]
    if (context === undefined || line.length > longestLine || isCompared(finding, values)) return false
    return statesNow(finding, {...context, line})
  }
}

/** What a mention would say of the target; undefined for what isn't old, or wasn't this repository's. */
export function risen(finding: Finding, {target, rust, wasmtime, oldMajors}: Reached): string | undefined {
  if (finding.kind === 'wasm-target') return rust ? movedTarget({...finding, live: true}, target) : undefined
  if (finding.kind !== 'crate-version') return rust ? risenRust(finding, target) : undefined
  const isOurs = oldMajors.has(majorIn(finding.value) ?? -1)
  return wasmtime && isOurs ? risenFamily(finding, target) : undefined
}

/** A version of the family that is lower than the target's, and was none of this repository's either. */
function isStale(finding: Finding, {target, wasmtime, oldMajors}: Reached): boolean {
  if (!wasmtime || oldMajors.has(majorIn(finding.value) ?? -1)) return false
  return risenFamily(finding, target) !== undefined
}

function risenFamily({kind, crate = '', value}: Finding, {wasmtime}: Target): string | undefined {
  return kind === 'crate-version' && wasmtime !== null ? raisedRequirement(crate, value, wasmtime) : undefined
}

function majorIn(value: string): number | undefined {
  const [, major] = /^[=^~v\s]{0,3}(\d{1,4})(?:\.|$)/.exec(value) ?? []
  return major === undefined ? undefined : Number(major)
}

/** Lines that name several versions side by side compare them: which needs which, before and after. */
function isCompared({kind, line}: Finding, values: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  return (values.get(`${groupOf(kind)} ${line}`)?.size ?? 0) > 1
}

function valuesByLine(findings: readonly Finding[]): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>()
  for (const {kind, line, value} of findings) {
    // A table of Rust versions goes over several lines; a dependency stands beside others of its family.
    const near = groupOf(kind) === 'rust' ? [line - 1, line, line + 1] : [line]
    for (const one of near) {
      const key = `${groupOf(kind)} ${one}`
      values.set(key, (values.get(key) ?? new Set()).add(value))
    }
  }
  return values
}

function groupOf(kind: Finding['kind']): string {
  return kind === 'crate-version' || kind === 'wasm-target' ? kind : 'rust'
}

/** A dependency that readers copy must not name a feature that the target has no more. */
function hasKnownFeatures({kind, crate = '', text}: Finding, to: string): boolean {
  const [, list] = /\bfeatures\s*=\s*\[([^\]]{0,500})\]/.exec(text) ?? []
  const major = majorIn(to)
  if (kind !== 'crate-version' || list === undefined || major === undefined) return true
  const features = [...list.matchAll(/"([\w-]{1,60})"/g)].map(([, name = '']) => name)
  return features.every(feature => lastMajorWith(crate, feature, major) === undefined)
}

/** The majors of versions and requirements, as far as they have one. */
export function majorsOf(versions: readonly string[]): ReadonlySet<number> {
  return new Set(versions.flatMap(version => (valid(version) === null ? majorIn(version) : majorOf(version)) ?? []))
}

const longestLine = 1000
