import {wasiTargetRename} from '../catalog/rust-facts.ts'
import {count} from '../domain/count.ts'
import type {Span} from '../domain/edit.ts'
import type {Finding} from '../domain/finding.ts'
import type {Tree} from '../domain/ports.ts'
import {compareRust, isRustVersion, shortRust} from '../domain/rust-version.ts'
import type {StepKind} from '../domain/step-kind.ts'
import type {Survey} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {readItems} from '../editors/edit-list-items.ts'
import {replaceValues} from '../editors/replace-values.ts'
import {type EditedMatrices, editMatrices, writeMatrices} from './edit-matrix.ts'
import {type Raise, raisesOf} from './rewrite-findings.ts'
import type {StepDeps} from './step-deps.ts'

/**
 * Writes the new name of the WASI target wherever the old one decides something: where it is built for, where the files of
 * a build are, how readers are told to build. Other targets stay. A table that the file has under the new name already is
 * left for people: cargo would refuse two of them.
 */
export function moveWasmTarget({target, survey}: Pick<StepDeps, 'target' | 'survey'>): StepKind {
  const {old, new: renamed} = wasiTargetRename
  const look = async (tree: Tree) => {
    const {findings} = await survey()
    return movesIn(
      tree,
      raisesOf(findings, finding => movedTarget(finding, target)),
    )
  }
  return {
    async inspect({tree}) {
      const {raises, matrices, doubles} = await look(tree)
      const changed = [...raises, ...matrices.done]
      const notes = [...doubles.map(stays), ...oldJobs((await survey()).findings, target)]
      if (changed.length === 0) {
        return {kind: 'done', evidence: [`Nothing is built for ${old} any more`, ...notes].join('\n')}
      }
      const files = new Set(changed.map(({finding}) => finding.path)).size
      const summary = `${old} becomes ${renamed} in ${count(changed.length, 'place')} of ${count(files, 'file')}`
      return writeMatrices(tree, matrices, raises, [summary, ...notes].join('\n'))
    },
    async verify({tree}) {
      const {raises, matrices} = await look(tree)
      const left = [...raises, ...matrices.done]
      if (left.length === 0) return {kind: 'ok', summary: `Every build for WASI names ${renamed}`}
      return {
        kind: 'failed',
        problem: {
          code: 'old-target-left',
          title: `${old} is still built for`,
          detail: left.map(({finding: {path, line}}) => `${path}:${line} names ${old}`).join('\n'),
          nextSteps: [`Write ${renamed} there by hand and verify again, or roll back.`],
        },
      }
    },
  }
}

/** The new name for a finding that names the removed target; undefined for others, and below the Rust that knows it. */
export function movedTarget({kind, value, live}: Finding, {rust}: Target): string | undefined {
  if (kind !== 'wasm-target' || !live || value !== wasiTargetRename.old) return undefined
  return compareRust(rust.version, wasiTargetRename.newSince) < 0 ? undefined : wasiTargetRename.new
}

/** Whether anything in the repository is built for the removed target. */
export function hasMovedTargets({findings}: Survey, target: Target): boolean {
  return findings.some(finding => movedTarget(finding, target) !== undefined)
}

type Moves = {
  readonly raises: readonly Raise[]
  /** Items that go: their list names the new target as well. */
  readonly matrices: EditedMatrices
  /** Keys whose new name stands in the file already. */
  readonly doubles: readonly Raise[]
}

async function movesIn(tree: Tree, wanted: readonly Raise[]): Promise<Moves> {
  const twins = new Set<Raise>()
  const doubles = new Set<Raise>()
  for (const path of new Set(wanted.map(({finding}) => finding.path))) {
    const text = await tree.readText(path)
    const ofFile = wanted.filter(({finding}) => finding.path === path)
    const [first] = ofFile
    if (text === undefined || first === undefined || first.finding.place === 'document') continue
    const itemsAround = readItems(first.finding.place, text)
    for (const raise of ofFile) {
      if (isDouble(text, raise)) doubles.add(raise)
      else if (isTwin(text, itemsAround(raise.finding.span), raise)) twins.add(raise)
    }
  }
  const matrices = await editMatrices(
    tree,
    [...twins].map(twin => ({...twin, kind: 'remove'})),
  )
  const gone = new Set(matrices.done.map(({finding}) => finding))
  const raises = wanted.filter(raise => !doubles.has(raise) && !gone.has(raise.finding))
  return {raises, matrices, doubles: [...doubles]}
}

/** Whether the list around it names the new target as well. */
function isTwin(text: string, items: readonly Span[], {to}: Raise): boolean {
  return items.some(({start, end}) => text.slice(start, end).replace(/[\\"']/g, '') === to)
}

/** Whether the header can't be changed, and another one with the new name is the reason. */
function isDouble(text: string, {finding: {place, span, value, text: header}, to}: Raise): boolean {
  if (place !== 'cargo-config' || !header.startsWith('[')) return false
  const change = {span, from: value, to}
  if (text.slice(span.start, span.end) !== value || replaceValues(place, text, [change]).kind !== 'cannot') return false
  const now = header.replace(value, to).replace(/\s*#.*$/, '')
  return text.split('\n').some(line => sameHeader(line, now))
}

function sameHeader(line: string, header: string): boolean {
  const plain = (text: string) => text.replace(/#.*$/, '').replace(/["'\s]/g, '')
  return plain(line) === plain(header)
}

/** Jobs that a build matrix keeps on a Rust which doesn't know the new name. */
function oldJobs(findings: readonly Finding[], {matrix, rust}: Target): readonly string[] {
  const {new: renamed, newSince} = wasiTargetRename
  if (matrix !== 'both' || compareRust(rust.version, newSince) < 0) return []
  return findings
    .filter(({live, axis, value}) => live && axis !== undefined && isRustVersion(value))
    .filter(({value}) => compareRust(value, newSince) < 0)
    .map(
      ({path, line, value}) =>
        `${path}:${line}: jobs with Rust ${value} don’t know ${renamed}, which came with ${shortRust(newSince)}: they can’t build for it`,
    )
}

function stays({finding: {path, line, text}, to}: Raise): string {
  return `${path}:${line}: ${text.slice(0, 80)} stays, the file has a table for ${to}: join the two by hand`
}
