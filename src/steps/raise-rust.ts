import {count} from '../domain/count.ts'
import type {Finding} from '../domain/finding.ts'
import {raiseRustVersion} from '../domain/rust-version.ts'
import type {StepKind} from '../domain/step-kind.ts'
import type {Target} from '../domain/target.ts'
import {matrixTwins} from '../scan/matrix-twins.ts'
import {raisesOf, rewriteFindings} from './rewrite-findings.ts'
import type {StepDeps} from './step-deps.ts'

/** Raises every live statement of a Rust version that is too low; higher ones and channels stay as they are. */
export function raiseRust({target, survey}: Pick<StepDeps, 'target' | 'survey'>): StepKind {
  const needed = target.rust.version
  const raised = (finding: Finding) => raisedRust(finding, target)
  const tooLow = async () => {
    const live = (await survey()).findings.filter(finding => finding.live)
    const twins = matrixTwins(live, raised)
    return {raises: raisesOf(live, finding => (twins.has(finding) ? undefined : raised(finding))), twins}
  }
  return {
    async inspect({tree}) {
      const {raises, twins} = await tooLow()
      if (raises.length === 0) return {kind: 'done', evidence: `No live statement asks for a Rust below ${needed}`}
      const files = new Set(raises.map(raise => raise.finding.path)).size
      const summary = `Rust ${needed} in ${count(raises.length, 'place')} of ${count(files, 'file')}`
      const kept = [...twins].map(
        ({path, line, value}) => `${path}:${line}: ${value} stays, the matrix has ${needed} then; take it out by hand`,
      )
      return rewriteFindings(tree, raises, [summary, ...kept].join('\n'))
    },
    async verify() {
      const {raises: left} = await tooLow()
      if (left.length === 0) return {kind: 'ok', summary: `Every live statement allows Rust ${needed}`}
      const places = left.map(({finding}) => `${finding.path}:${finding.line} states ${finding.value}`)
      return {
        kind: 'failed',
        problem: {
          code: 'rust-still-low',
          title: `Rust ${needed} is not stated everywhere`,
          detail: places.join('\n'),
          nextSteps: ['Edit these places by hand and verify again, or roll back.'],
        },
      }
    },
  }
}

/** What a finding's value must become; undefined when it isn't a Rust version, is high enough, or differs on purpose. */
export function raisedRust(finding: Finding, target: Target): string | undefined {
  return finding.onPurpose !== undefined && target.onPurpose !== 'raise' ? undefined : risenRust(finding, target)
}

/** The live places that state a lower Rust on purpose: what becomes of them is for people to say. */
export function lowerOnPurpose(findings: readonly Finding[], target: Target): readonly Finding[] {
  return findings.filter(
    finding => finding.live && finding.onPurpose !== undefined && risenRust(finding, target) !== undefined,
  )
}

function risenRust({kind, value}: Finding, {rust}: Target): string | undefined {
  return ['rust-version', 'toolchain', 'msrv'].includes(kind) ? raiseRustVersion(value, rust.version) : undefined
}
