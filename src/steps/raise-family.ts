import {major as majorOf} from 'semver'
import {isPublishedFor, successorOf} from '../catalog/family.ts'
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
      const summary = `${crates} to ${wasmtime} in ${count(raises.length, 'place')}`
      return rewriteFindings(tree, raises, [summary, ...endedCrates((await survey()).findings, wasmtime)].join('\n'))
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

/**
 * What a requirement must become; undefined when the finding isn't one, allows the target already, or is of a crate that
 * isn't published for the target: a version that doesn't exist helps nobody.
 */
export function raisedFamily({kind, place, value, crate}: Finding, wasmtime: string | null): string | undefined {
  if (kind !== 'crate-version' || place !== 'manifest' || wasmtime === null) return undefined
  if (crate === undefined || !isPublishedFor(crate, majorOf(wasmtime))) return undefined
  return raiseRequirement(value, wasmtime)
}

/** One line for each required crate that ended before the target, with what took over. */
function endedCrates(findings: readonly Finding[], wasmtime: string | null): readonly string[] {
  if (wasmtime === null) return []
  const major = majorOf(wasmtime)
  const ended = findings.filter(
    ({kind, place, live, crate}) =>
      live && kind === 'crate-version' && place === 'manifest' && crate !== undefined && !isPublishedFor(crate, major),
  )
  return ended.map(({crate = '', path, line, value}) => {
    const successor = successorOf(crate, major)
    const instead =
      successor === undefined
        ? 'it ended before'
        : `its work is done by ${successor.crate}${successor.feature === null ? '' : ` (feature ${successor.feature})`}`
    return `${path}:${line}: ${crate} ${value} stays; there is none for wasmtime ${major}, ${instead}`
  })
}
