import {isCompanion, isFamily} from '../catalog/family.ts'
import {requiredRust} from '../catalog/release.ts'
import type {LockedPackage} from '../domain/survey.ts'
import {isThirdParty, nameOf} from '../scan/dependency-graph.ts'
import {requirementsOn} from '../scan/member-requirements.ts'
import {adviceFor, askedBy} from './describe-holders.ts'
import type {TreeDocument} from './tree-document.ts'
import {type LockfileTree, packagesOnTheWay, type TreeModel} from './tree-model.ts'

/** The document of `tree --json`. */
export function treeJson(model: TreeModel): TreeDocument {
  return {
    schema: 'upgrade-wizard/tree/1',
    target: model.target,
    nodes: model.lockfiles.flatMap(tree => nodesOf(tree, model)),
    edges: model.lockfiles.flatMap(tree => edgesOf(tree, model)),
    majors: model.lockfiles.flatMap(({majors, lockfile}) =>
      majors.map(({crate, versions}) => ({crate, versions: [...versions], lockfile: lockfile.path})),
    ),
    holders: model.lockfiles.flatMap(tree => holdersOf(tree, model)),
    repeated: model.repeated.map(({own, workspace}) => ({
      crate: own.crate,
      requirement: own.requirement ?? '',
      path: own.manifest,
      line: own.line,
      workspaceRequirement: workspace.requirement ?? '',
      workspacePath: workspace.manifest,
      workspaceLine: workspace.line,
    })),
    unused: [
      ...model.unused.map(one => ({...one})),
      ...model.notTaken.map(({crate, manifest, line}) => ({crate, package: null, path: manifest, line})),
    ],
    changes: changesOf(model),
    problems: [...model.survey.problems],
  }
}

function changesOf({comparison}: TreeModel): TreeDocument['changes'] {
  if (comparison === undefined) return null
  const {changed, added, removed, kept} = comparison
  const crates = changed.map(({crate, before, after}) => ({crate, before: [...before], after: [...after]}))
  return {crates, added, removed, kept}
}

function nodesOf(tree: LockfileTree, model: TreeModel): TreeDocument['nodes'] {
  return packagesOnTheWay(tree).map(entry => ({
    name: entry.name,
    version: entry.version,
    requiredRust: rustOf(entry, tree, model),
    source: entry.source ?? null,
    role: roleOf(entry, tree),
    lockfile: tree.lockfile.path,
  }))
}

function roleOf(entry: LockedPackage, {releases}: LockfileTree): TreeDocument['nodes'][number]['role'] {
  if (!isThirdParty(entry)) return 'member'
  if (isFamily(entry.name)) return 'family'
  return isCompanion(entry.name) && releases.some(({crates}) => crates.includes(entry)) ? 'companion' : 'other'
}

function rustOf(entry: LockedPackage, {members, releases}: LockfileTree, {known, published}: TreeModel): string | null {
  if (!isThirdParty(entry)) return members.get(entry.name)?.rustVersion ?? null
  const release = releases.find(({crates}) => crates.includes(entry))
  const told = published.get(entry.name)?.find(({version}) => version === entry.version)?.rust
  return told ?? (release === undefined ? null : (requiredRust(known, release.version) ?? null))
}

function edgesOf(tree: LockfileTree, model: TreeModel): TreeDocument['edges'] {
  const nodes = new Set(packagesOnTheWay(tree))
  return [...nodes].flatMap(from =>
    tree.graph
      .dependenciesOf(from)
      .filter(to => nodes.has(to))
      .flatMap(to =>
        wordsOn(from, to, tree, model).map(words => ({
          from: nameOf(from),
          to: nameOf(to),
          ...words,
          lockfile: tree.lockfile.path,
        })),
      ),
  )
}

type Words = Pick<TreeDocument['edges'][number], 'requirement' | 'kind' | 'features'>

/** What is known of an edge: from the member's manifest, else from the registry; one row for each entry. */
function wordsOn(from: LockedPackage, to: LockedPackage, {members}: LockfileTree, model: TreeModel): readonly Words[] {
  const manifest = isThirdParty(from) ? undefined : members.get(from.name)
  const stated = manifest === undefined ? [] : requirementsOn(to.name, manifest, model.survey.manifests)
  if (stated.length > 0) {
    return stated.map(({requirement, kind, features}) => ({
      requirement: requirement ?? null,
      kind,
      features: [...features],
    }))
  }
  const release = model.published.get(from.name)?.find(({version}) => version === from.version)
  const known = isThirdParty(from) ? (release?.dependencies.filter(({crate}) => crate === to.name) ?? []) : []
  if (known.length > 0) return known.map(({requirement, kind}) => ({requirement, kind, features: []}))
  return [{requirement: null, kind: null, features: []}]
}

function holdersOf(tree: LockfileTree, {target, survey}: TreeModel): TreeDocument['holders'] {
  if (target === null) return []
  return tree.holders.map(holder => ({
    name: holder.name,
    version: holder.version,
    requires: holder.requires,
    newestThatAllows: holder.newestThatAllows,
    verdict: holder.verdict,
    holds: holder.holds,
    chain: holder.chain.map(nameOf),
    members: [...holder.members],
    advice: adviceFor(holder, target, askedBy(holder, tree, survey.manifests)),
    lockfile: holder.lockfile,
  }))
}
