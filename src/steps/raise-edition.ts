import {count} from '../domain/count.ts'
import type {Finding} from '../domain/finding.ts'
import type {Problem} from '../domain/problem.ts'
import type {Inspection, Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import type {Survey} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {cargoMayEdit} from './cargo-may-edit.ts'
import {raiseOldest} from './fix-edition.ts'
import {isLow, lowEditions} from './low-editions.ts'
import {stillBuilds} from './prove-build.ts'
import type {StepDeps} from './step-deps.ts'

/**
 * Moves every package to the wanted edition: cargo mends the code of each, then the manifests say the new edition where
 * the old one was said, then it must build. Cargo knows the way to the next edition only, so an older one goes there first.
 */
export function raiseEdition(deps: Pick<StepDeps, 'target' | 'survey' | 'cargo'>): StepKind {
  const {target, survey} = deps
  const prove = async (ctx: StepContext): Promise<Outcome> => {
    const left = lowEditions(await survey(), target)
    if (left.length > 0) return {kind: 'failed', problem: stillLow(left, target)}
    return stillBuilds(ctx, deps)
  }
  return {
    async inspect({tree}): Promise<Inspection> {
      const seen = await survey()
      const low = lowEditions(seen, target)
      if (low.length === 0) return {kind: 'done', evidence: `No manifest says an edition before ${target.edition}`}
      const packages = seen.manifests.filter(manifest => isLow(manifest, target))
      const places = `${count(low.length, 'place')} of ${count(new Set(low.map(({path}) => path)).size, 'manifest')}`
      const summary = `cargo fix --edition in ${count(packages.length, 'package')}, then edition ${target.edition} in ${places}`
      const unstated = seen.manifests.filter(({edition, path}) => edition === '2015' && !saysEdition(seen, path))
      const notes = unstated.map(({path}) => `${path} says no edition: it is 2015, and stays`)
      return {kind: 'needed', summary: [summary, ...notes].join('\n'), writes: [], touches: await cargoMayEdit(tree)}
    },
    async apply(ctx) {
      for (let hops = 0; hops < mostHops; hops += 1) {
        if (lowEditions(await survey(), target).length === 0) break
        const failed = await raiseOldest(ctx, deps)
        if (failed !== undefined) return {kind: 'failed', problem: failed}
      }
      return prove(ctx)
    },
    verify: async (ctx, applied) => applied ?? prove(ctx),
  }
}

function saysEdition({findings}: Survey, manifest: string): boolean {
  return findings.some(({kind, path}) => kind === 'edition' && path === manifest)
}

function stillLow(left: readonly Finding[], {edition}: Target): Problem {
  return {
    code: 'edition-still-low',
    title: `Edition ${edition} is not stated everywhere`,
    detail: left.map(({path, line, value}) => `${path}:${line} states ${value}`).join('\n'),
    nextSteps: ['Edit these places by hand and verify again, or roll back.'],
  }
}

/** From 2015 to 2024. */
const mostHops = 3
