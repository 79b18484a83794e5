import {count} from '../domain/count.ts'
import type {Finding} from '../domain/finding.ts'
import type {Tree} from '../domain/ports.ts'
import {raiseRustVersion} from '../domain/rust-version.ts'
import type {StepKind} from '../domain/step-kind.ts'
import type {Survey} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {hasRaised, isInMatrix, lowAxes, matrixFollowers} from '../scan/matrix-axes.ts'
import {type EditedMatrices, editMatrices, type MatrixChange, removals, writeMatrices} from './edit-matrix.ts'
import {type Raise, raisesOf} from './rewrite-findings.ts'
import type {StepDeps} from './step-deps.ts'

/**
 * Raises every live statement of a Rust version that is too low; higher ones and channels stay as they are. A build matrix
 * never gets the same entry twice; where it is to try the old Rust beside the new one, the old one stays.
 */
export function raiseRust({target, survey}: Pick<StepDeps, 'target' | 'survey'>): StepKind {
  const needed = target.rust.version
  return {
    async inspect({tree}) {
      const changes = await rustChanges(tree, await survey(), target)
      const changed = [...changes.raises, ...changes.matrices.done]
      const notes = [
        ...changes.matrices.refused.map(change => stays(change, target)),
        ...changes.followers.map(finding => staysBeside(finding, target)),
      ]
      if (changed.length === 0) {
        return {kind: 'done', evidence: [`No live statement asks for a Rust below ${needed}`, ...notes].join('\n')}
      }
      const files = new Set(changed.map(({finding}) => finding.path)).size
      const summary = `Rust ${needed} in ${count(changed.length, 'place')} of ${count(files, 'file')}`
      const lines = [summary, ...changes.matrices.done.map(noteOf), ...notes]
      return writeMatrices(tree, changes.matrices, changes.raises, lines.join('\n'))
    },
    async verify({tree}) {
      const {raises, matrices} = await rustChanges(tree, await survey(), target)
      const left = [...raises, ...matrices.done]
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
  // What a matrix tries is settled by the choice about the matrix: nothing goes away until the new one is there.
  const isSettled = target.onPurpose === 'raise' || (target.matrix === 'both' && isInMatrix(finding))
  return finding.onPurpose !== undefined && !isSettled ? undefined : risenRust(finding, target)
}

/** The live places that state a lower Rust on purpose: what becomes of them is for people to say. */
export function lowerOnPurpose(findings: readonly Finding[], target: Target): readonly Finding[] {
  return findings.filter(
    finding =>
      finding.live &&
      finding.onPurpose !== undefined &&
      !(target.matrix === 'both' && isInMatrix(finding)) &&
      risenRust(finding, target) !== undefined,
  )
}

/** The Rust that a place would state if nothing spoke against it; undefined when it is no Rust, or high enough. */
export function risenRust({kind, value}: Finding, {rust}: Target): string | undefined {
  return ['rust-version', 'toolchain', 'msrv'].includes(kind) ? raiseRustVersion(value, rust.version) : undefined
}

type RustChanges = {
  readonly raises: readonly Raise[]
  readonly matrices: EditedMatrices
  /** What stays with old entries of a matrix for as long as they stay. */
  readonly followers: readonly Finding[]
}

async function rustChanges(tree: Tree, {findings}: Survey, target: Target): Promise<RustChanges> {
  const live = findings.filter(finding => finding.live)
  const raised = (finding: Finding) => raisedRust(finding, target)
  const axes = lowAxes(live, raised)
  const wanted =
    target.matrix === 'both' ? insertions(axes) : removals(axes, axis => axis.low.slice(hasRaised(axis) ? 0 : 1))
  const matrices = await editMatrices(tree, wanted)
  const settled = new Set(
    target.matrix === 'both'
      ? axes.flatMap(({low}) => low.map(({finding}) => finding))
      : wanted.map(({finding}) => finding),
  )
  // An entry that the new one can't stand beside is raised, as everywhere else.
  for (const {kind, finding} of matrices.refused) if (kind === 'insert') settled.delete(finding)
  const followers =
    target.matrix === 'both' ? matrixFollowers(live).filter(finding => raised(finding) !== undefined) : []
  for (const finding of followers) settled.add(finding)
  return {raises: raisesOf(live, finding => (settled.has(finding) ? undefined : raised(finding))), matrices, followers}
}

/** The new Rust behind the last of the low ones, in its spelling. */
function insertions(axes: ReturnType<typeof lowAxes>): MatrixChange[] {
  return axes.filter(axis => !hasRaised(axis)).map(({low}) => ({...(low.at(-1) ?? low[0]), kind: 'insert'}))
}

function noteOf({kind, finding: {path, line, value}, to}: MatrixChange): string {
  if (kind === 'insert') return `${path}:${line}: ${to} beside ${value} in the build matrix`
  return `${path}:${line}: ${value} goes, the build matrix has ${to} then`
}

function staysBeside({path, line, value, why}: Finding, {rust}: Target): string {
  return `${path}:${line}: ${value} (${why}) stays as long as the old Rust does; add it for ${rust.version} where that needs it`
}

function stays({kind, finding: {path, line, value}, to}: MatrixChange, {rust}: Target): string {
  if (kind === 'insert') return `${path}:${line}: ${to} instead of ${value}, which stands in no list of its own`
  return `${path}:${line}: ${value} stays, the matrix has ${rust.version} then; take it out by hand`
}
