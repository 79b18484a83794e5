import {raisedGitName} from '../catalog/wasmtime-repository.ts'
import {count} from '../domain/count.ts'
import type {Finding} from '../domain/finding.ts'
import {countChanges} from '../domain/found-changes.ts'
import type {Tree} from '../domain/ports.ts'
import type {Inspection, Outcome, StepKind} from '../domain/step-kind.ts'
import {type FamilyPlan, planFamily} from './plan-family.ts'
import {raisedRequirement} from './raised-requirement.ts'
import type {StepDeps} from './step-deps.ts'

/**
 * Raises the requirement of every wasmtime-family crate at once, each in its shape, with what belongs to it in the same
 * files: features and crates under new names, companions, and members that leave the version to their workspace.
 */
export function raiseFamily({target, survey}: Pick<StepDeps, 'target' | 'survey'>): StepKind {
  const {wasmtime} = target
  return {
    async inspect({tree}) {
      return wasmtime === null ? done(wasmtime) : inspect(tree, await survey(), wasmtime)
    },
    async verify({tree}) {
      return wasmtime === null ? verified(wasmtime) : verify(tree, await survey(), wasmtime)
    },
  }
}

/**
 * What a requirement must become; undefined when the finding isn't one, allows the target already, asks for a second copy
 * on purpose, or is of a crate that isn't published for the target.
 */
export function raisedFamily(
  {kind, place, value, crate, onPurpose}: Finding,
  wasmtime: string | null,
): string | undefined {
  if (kind !== 'crate-version' || place !== 'manifest' || wasmtime === null) return undefined
  if (crate === undefined || onPurpose !== undefined) return undefined
  return raisedGitName(value, wasmtime) ?? raisedRequirement(crate, value, wasmtime)
}

type Surveyed = Awaited<ReturnType<StepDeps['survey']>>

async function inspect(tree: Tree, survey: Surveyed, wasmtime: string): Promise<Inspection> {
  const plan = await planFamily(tree, survey, wasmtime)
  if ('code' in plan) return {kind: 'blocked', problem: plan}
  if (plan.writes.length === 0) return done(wasmtime)
  return {
    kind: 'needed',
    summary: [summaryOf(plan, wasmtime), ...plan.notes].join('\n'),
    writes: plan.writes,
    touches: [],
    found: countChanges(plan.manifests.flatMap(({done: changes}) => changes)),
  }
}

function summaryOf({manifests, writes}: FamilyPlan, wasmtime: string): string {
  const raises = manifests.flatMap(one => [...one.raises, ...one.joins.map(({own}) => own)])
  const crates = [...new Set(raises.map(({crate}) => crate))].join(', ')
  if (crates === '') return `Features and names of the family for ${wasmtime} in ${count(writes.length, 'file')}`
  return `${crates} to ${wasmtime} in ${count(raises.length, 'place')}`
}

async function verify(tree: Tree, survey: Surveyed, wasmtime: string): Promise<Outcome> {
  const plan = await planFamily(tree, survey, wasmtime)
  if ('code' in plan) return {kind: 'failed', problem: plan}
  if (plan.writes.length === 0) return verified(wasmtime)
  const left = plan.manifests.flatMap(({path, raises, done: changes}) => [
    ...raises.map(({line, crate, from}) => `${path}:${line} requires ${crate} ${from}`),
    ...changes.map(change => `${path}: ${change}`),
  ])
  return {
    kind: 'failed',
    problem: {
      code: 'family-still-low',
      title: 'The family is not at one version',
      detail: (left.length > 0 ? left : plan.writes.map(({path}) => path)).join('\n'),
      nextSteps: ['Edit these requirements by hand and verify again, or roll back.'],
    },
  }
}

function done(wasmtime: string | null): Inspection {
  return {kind: 'done', evidence: `Every requirement of the family allows ${wasmtime}`}
}

function verified(wasmtime: string | null): Outcome {
  return {kind: 'ok', summary: `Every requirement of the family allows ${wasmtime}`}
}
