import * as z from 'zod'
import {type ChecklistItem, checklistSchema} from '../domain/checklist.ts'
import {count} from '../domain/count.ts'
import {measurementSchema} from '../domain/measurement.ts'
import type {ListedItem, Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {rulesByChange} from '../rules/rules.ts'
import {compiledFiles} from './compiled-files.ts'
import {guidanceItems} from './guidance-items.ts'
import {type LeftInManifests, manifestsLeft} from './manifests-left.ts'
import {placeFrame} from './place-frame.ts'
import type {StepDeps} from './step-deps.ts'

type Deps = Pick<StepDeps, 'target' | 'breakingUses' | 'rewriteCode' | 'startMajorOf' | 'survey' | 'cargo'>

/** Lists what the upgrade leaves to people: a checklist whose items are marked one by one; what stays open is reported. */
export function readGuidance(deps: Deps): StepKind {
  return {
    async inspect(ctx) {
      const items = await findItems(deps, ctx)
      if (items.length === 0) return {kind: 'done', evidence: 'Nothing in the code is left for people'}
      return {kind: 'needed', summary: summaryOf(items), writes: [], touches: []}
    },
    async verify(ctx): Promise<Outcome> {
      const items = await findItems(deps, ctx)
      return {kind: 'ok', summary: summaryOf(items), data: {items: [...items]}}
    },
    checklist: async ctx => withFrames(ctx, checklistSchema.safeParse(ctx.resultOf('read-guidance')).data?.items ?? []),
  }
}

/** Looks at the tree as it is now: what was rewritten, mended or edited by hand since the plan is no longer for people. */
async function findItems(deps: Deps, ctx: StepContext): Promise<readonly ChecklistItem[]> {
  const {changes, uses} = (await deps.breakingUses?.()) ?? {changes: [], uses: []}
  const {left} = await deps.rewriteCode()
  const inManifests = await leftInManifests(deps, ctx)
  const items = guidanceItems({
    changes,
    uses,
    left: [...left, ...inManifests],
    hasRule: change => rulesByChange.has(change),
  })
  if (!isProven(ctx)) return items
  const isCompiled = compiledFiles(await deps.survey(), deps.cargo)
  const isMoot = ({effect, path}: ChecklistItem) => effect === 'error' && isCompiled(path)
  return [...items.filter(item => !isMoot(item)), ...items.filter(isMoot).map(item => ({...item, compiles: true}))]
}

async function leftInManifests({target, startMajorOf, survey}: Deps, {tree}: StepContext): Promise<LeftInManifests> {
  if (target.wasmtime === null || startMajorOf === undefined) return []
  return manifestsLeft(tree, await survey(), target.wasmtime, startMajorOf)
}

/** Whether the whole workspace compiled after the code was mended. */
function isProven(ctx: StepContext): boolean {
  return checkedSchema.safeParse(ctx.resultOf('mend-code')).data?.check?.passed === true
}

function summaryOf(items: readonly ChecklistItem[]): string {
  const toDo = items.filter(({compiles}) => compiles !== true)
  const silent = toDo.filter(({effect}) => effect === 'silent').length
  const parts = [
    `${count(toDo.length, 'place')} for people to look at`,
    ...(silent === 0 ? [] : [`${silent} of them silent`]),
    ...(toDo.length === items.length ? [] : [`${items.length - toDo.length} more compile as they are`]),
  ]
  return parts.join(', ')
}

async function withFrames(ctx: StepContext, items: readonly ChecklistItem[]): Promise<readonly ListedItem[]> {
  const texts = new Map<string, string>()
  for (const path of new Set(items.map(item => item.path))) {
    const text = await ctx.tree.readText(path)
    if (text !== undefined) texts.set(path, text)
  }
  return items.map(item => {
    const text = texts.get(item.path)
    if (text === undefined || item.line === undefined) return item
    return {...item, frame: placeFrame(text, item.line, item.column)}
  })
}

const checkedSchema = z.object({check: measurementSchema.shape.check})
