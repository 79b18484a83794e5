import {lt, major as majorOf} from 'semver'
import {isFamily} from '../catalog/family.ts'
import {nameOf} from '../scan/dependency-graph.ts'
import type {FamilyRelease} from '../scan/family-releases.ts'
import {type BringerLine, besideText, bringerLines, headOf} from './describe-bringers.ts'
import {adviceFor, askedBy, holderState, holderTitle} from './describe-holders.ts'
import {unlockedRequirements} from './describe-tree-notes.ts'
import {printable} from './text-layout.ts'
import type {LockfileTree, TreeModel} from './tree-model.ts'

/** The family in a repository's lockfiles at one moment: plain data, printable, no longer than somebody reads. */
export type FamilyTree = {
  /** The lockfiles that hold the family. */
  readonly lockfiles: readonly LockedTree[]
  /** What manifests ask for where no lockfile says which release that is. */
  readonly unlocked: readonly {readonly crate: string; readonly requirement: string; readonly place: string}[]
  readonly holders: readonly ToldHolder[]
}

export type LockedTree = {
  readonly path: string
  /** How many packages it holds, whoever they belong to. */
  readonly packages: number
  /** Oldest first. */
  readonly releases: readonly TreeRelease[]
  /** Family crates that it holds in several majors. */
  readonly severalMajors: readonly string[]
}

export type TreeRelease = {
  readonly version: string
  /** `wasmtime 25.0.3`. */
  readonly title: string
  /** ` and 31 crates that move with it`, or nothing. */
  readonly beside: string
  /** Beside the target's major; undefined without a target. */
  readonly standing?: 'older' | 'target' | 'newer'
  readonly bringers: readonly BringerLine[]
}

/** A third-party crate that keeps another release than the target's, and what can be done about it. */
export type ToldHolder = {
  /** `javy 6.0.0`. */
  readonly name: string
  readonly title: string
  readonly state: string
  readonly advice: string
}

/** What is worth showing of a model. */
export function familyTree(model: TreeModel): FamilyTree {
  return {
    lockfiles: model.lockfiles.map(tree => lockedTree(tree, model)),
    unlocked: unlockedRequirements(model)
      .slice(0, mostRows)
      .map(({crate, requirement = '', manifest, line}) => ({
        crate: printable(crate),
        requirement: printable(requirement),
        place: printable(`${manifest}:${line}`),
      })),
    holders: toldHolders(model),
  }
}

function lockedTree(tree: LockfileTree, {survey, target}: TreeModel): LockedTree {
  const {lockfile, releases, majors, members} = tree
  return {
    path: printable(lockfile.path),
    packages: lockfile.packages.length,
    releases: releases.map(release => ({
      version: release.version,
      title: printable(nameOf(headOf(release))),
      beside: besideText(release),
      ...standingOf(release, target),
      bringers: bringerLines(release, {members, manifests: survey.manifests}).slice(0, mostRows),
    })),
    severalMajors: majors.map(({crate}) => crate),
  }
}

function standingOf({version}: FamilyRelease, target: string | null): Pick<TreeRelease, 'standing'> {
  if (target === null) return {}
  if (majorOf(version) === majorOf(target)) return {standing: 'target'}
  return {standing: lt(version, target) ? 'older' : 'newer'}
}

function toldHolders({lockfiles, target, survey}: TreeModel): readonly ToldHolder[] {
  if (target === null) return []
  const several = lockfiles.length > 1
  const all = lockfiles.flatMap(tree => tree.holders.map(holder => ({holder, tree})))
  return all.slice(0, mostHolders).map(({holder, tree}) => ({
    name: printable(`${holder.name} ${holder.version}`),
    title: printable(holderTitle(holder, several)),
    state: printable(holderState(holder, target)),
    advice: printable(adviceFor(holder, target, askedBy(holder, tree, survey.manifests))),
  }))
}

/** The family crates that somebody here asks for by name, and wasmtime: the ones to name when they move. */
export function namedCrates({survey, lockfiles}: TreeModel): ReadonlySet<string> {
  const asked = survey.manifests.flatMap(({requirements}) => requirements.map(({crate}) => crate)).filter(isFamily)
  const holders = lockfiles.flatMap(tree => tree.holders.map(({name}) => name))
  return new Set(['wasmtime', ...asked, ...holders])
}

const mostRows = 60
const mostHolders = 20
