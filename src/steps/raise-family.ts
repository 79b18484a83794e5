import {raiseRequirement} from '../domain/cargo-requirement.ts'
import {count} from '../domain/count.ts'
import type {Finding} from '../domain/finding.ts'
import type {StepKind} from '../domain/step-kind.ts'
import {raisesOf, rewriteFindings} from './rewrite-findings.ts'
import type {StepDeps} from './step-deps.ts'

/** Raises the requirement of every wasmtime-family crate at once; each keeps its shape. */
export function raiseFamily({target, survey}: Pick<StepDeps, 'target' | 'survey'>): StepKind {
  const {wasmtime} = target
  const tooLow = async () => raisesOf((await survey()).findings, finding => raisedFamily(finding, wasmtime))
  return {
    async inspect({tree}) {
      const raises = await tooLow()
      if (raises.length === 0) return {kind: 'done', evidence: `Every requirement of the family allows ${wasmtime}`}
      const crates = [...new Set(raises.map(raise => raise.finding.crate))].join(', ')
      return rewriteFindings(tree, raises, `${crates} to ${wasmtime} in ${count(raises.length, 'place')}`)
    },
    async verify() {
      const left = await tooLow()
      if (left.length === 0) return {kind: 'ok', summary: `Every requirement of the family allows ${wasmtime}`}
      return {
        kind: 'failed',
        problem: {
          code: 'family-still-low',
          title: 'The family is not at one version',
          detail: left
            .map(({finding}) => `${finding.path}:${finding.line} requires ${finding.crate} ${finding.value}`)
            .join('\n'),
          nextSteps: ['Edit these requirements by hand and verify again, or roll back.'],
        },
      }
    },
  }
}

/** What a requirement must become; undefined when the finding isn't one or allows the target already. */
export function raisedFamily({kind, place, value}: Finding, wasmtime: string | null): string | undefined {
  if (kind !== 'crate-version' || place !== 'manifest' || wasmtime === null) return undefined
  return raiseRequirement(value, wasmtime)
}
