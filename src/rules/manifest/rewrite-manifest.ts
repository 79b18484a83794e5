import type {BreakingChange} from '../../catalog/breaking-changes.ts'
import {isMet} from '../../catalog/count-breaking-changes.ts'
import {isCompanion, isFamily} from '../../catalog/family.ts'
import {editToml} from '../../editors/edit-toml.ts'
import {type ManifestDependency, readDependencies} from './manifest-dependency.ts'
import type {Circumstances, ManifestRule, ManifestWay} from './manifest-rule.ts'
import {manifestRules} from './manifest-rules.ts'

export type ManifestInput = {
  readonly text: string
  /** Undefined for one that stays where it is, whatever the target has. */
  readonly wayOf: (dependency: ManifestDependency) => ManifestWay | undefined
  readonly circumstancesOf: (dependency: ManifestDependency) => Circumstances
  /** All that are known, as the catalogue has them. */
  readonly changes: readonly BreakingChange[]
}

/** A rule that wasn't sure, and about which entry. */
export type LeftInManifest = {
  readonly change: string
  readonly crate: string
  /** 1-based, in the text as it was given. */
  readonly line: number
  readonly why: string
}

export type RewrittenManifest = {
  readonly text: string
  /** The ids of the changes that were carried out. */
  readonly done: readonly string[]
  readonly left: readonly LeftInManifest[]
}

/** What the rules make of a manifest. Each rule sees what the ones before it left. */
export function rewriteManifest(input: ManifestInput): RewrittenManifest {
  let {text} = input
  let dependencies = readDependencies(text)
  // Changes move what stands behind them; number and order of the entries stay.
  const lines = dependencies.map(({line}) => line)
  const ways = dependencies.map(one => (isFamily(one.crate) || isCompanion(one.crate) ? input.wayOf(one) : undefined))
  const done = new Set<string>()
  const left: LeftInManifest[] = []
  for (const rule of manifestRules) {
    for (const [index, line] of lines.entries()) {
      const dependency = dependencies[index]
      const way = ways[index]
      const change = way && changeFor(rule, way, input.changes)
      if (dependency === undefined || way === undefined || change === undefined) continue
      const made = carriedOut(rule, dependency, way, {...input, text})
      if (made.why !== undefined) left.push({change, crate: dependency.crate, line, why: made.why})
      if (made.text === text) continue
      text = made.text
      dependencies = readDependencies(text)
      done.add(change)
    }
  }
  return {text, done: [...done], left}
}

type Made = {readonly text: string; readonly why?: string}

function carriedOut(
  rule: ManifestRule,
  dependency: ManifestDependency,
  way: ManifestWay,
  {text, circumstancesOf}: ManifestInput,
): Made {
  const answer = rule.rewrite(dependency, way, circumstancesOf(dependency))
  if (answer === undefined) return {text}
  if (answer.kind === 'unsure') return {text, why: answer.why}
  const edited = editToml(text, answer.changes)
  return edited.kind === 'cannot' ? {text, why: edited.why} : {text: edited.text}
}

/** The change that a rule carries out on a way; undefined when none of its changes lies on it. */
function changeFor(
  {changes, isOfTarget}: ManifestRule,
  {from, to}: ManifestWay,
  known: readonly BreakingChange[],
): string | undefined {
  if (isOfTarget) return changes[0]
  return changes.find(id => from !== undefined && known.some(change => change.id === id && isMet(change, from, to)))
}
