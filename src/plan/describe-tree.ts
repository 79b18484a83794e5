import {major as majorOf} from 'semver'
import {isFamily} from '../catalog/family.ts'
import {count} from '../domain/count.ts'
import {type Paint, plainPaint} from '../domain/paint.ts'
import {describeRelease} from './describe-bringers.ts'
import {describeComparison} from './describe-comparison.ts'
import {describeHolders} from './describe-holders.ts'
import {describeDuplicates, describeRequirements, describeUnlocked} from './describe-tree-notes.ts'
import {printable} from './text-layout.ts'
import type {LockfileTree, TreeModel} from './tree-model.ts'

/**
 * The family in the dependency graph as text for a person: at most 80 columns, ready for a terminal or a pipe. Ends in a
 * newline.
 */
export function describeTree(model: TreeModel, paint: Paint = plainPaint): string {
  const {comparison} = model
  const holders = model.lockfiles.flatMap(tree => tree.holders.map(({name}) => name))
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ...model.lockfiles.map(tree => [titleOf(tree), describeReleases(tree, model, paint)] as const),
    ['Not locked', describeUnlocked(model)],
    [
      'Several releases',
      model.lockfiles.flatMap(tree => describeDuplicates(tree, model.lockfiles.length === 1, paint)),
    ],
    [`Holders, for wasmtime ${model.target}`, describeHolders(model, paint)],
    ['Manifests', describeRequirements(model, paint)],
    [
      'Before and after',
      comparison === undefined
        ? []
        : describeComparison(comparison, crate => isFamily(crate) || holders.includes(crate)),
    ],
  ]
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${paint.bold(title)}\n${lines.join('\n')}\n`)
    .join('\n')
}

function titleOf({lockfile}: LockfileTree): string {
  return printable(`${lockfile.path} (${count(lockfile.packages.length, 'package')})`)
}

function describeReleases(tree: LockfileTree, {survey, target}: TreeModel, paint: Paint): readonly string[] {
  const ctx = {members: tree.members, manifests: survey.manifests}
  return tree.releases.flatMap((release, index) => [
    ...(index === 0 ? [] : ['']),
    ...describeRelease(release, target === null || majorOf(release.version) === majorOf(target), ctx, paint),
  ])
}
