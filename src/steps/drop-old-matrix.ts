import {count} from '../domain/count.ts'
import type {Tree} from '../domain/ports.ts'
import type {StepKind} from '../domain/step-kind.ts'
import type {Survey} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {hasRelease, type LowAxis, lowAxes, matrixFollowers} from '../scan/matrix-axes.ts'
import {editMatrices, type MatrixChange, removals, writeMatrices} from './edit-matrix.ts'
import {risenRust} from './raise-rust.ts'
import {type Raise, raisesOf} from './rewrite-findings.ts'
import type {StepDeps} from './step-deps.ts'

/**
 * Takes the old Rust out of build matrices that tried it beside the new one for the time of the upgrade. What was included,
 * excluded or run for the old one is for the new one then.
 */
export function dropOldMatrix({target, survey}: Pick<StepDeps, 'target' | 'survey'>): StepKind {
  const none = `No build matrix tries a Rust below ${target.rust.version}`
  const old = async (tree: Tree) => {
    const seen = await survey()
    return {matrices: await editMatrices(tree, dropped(seen, target)), raises: oldFollowers(seen, target)}
  }
  return {
    async inspect({tree}) {
      const {matrices, raises} = await old(tree)
      const {done, refused} = matrices
      const notes = refused.map(({finding}) => `${placeOf(finding)} stays: it stands in no list; take it out by hand`)
      if (done.length + raises.length === 0) return {kind: 'done', evidence: [none, ...notes].join('\n')}
      const gone = done.map(({finding}) => `${placeOf(finding)} goes`)
      const raised = raises.map(({finding, to}) => `${placeOf(finding)} becomes ${to}`)
      const files = new Set([...done, ...raises].map(({finding}) => finding.path)).size
      const summary = `${count(done.length + raises.length, 'place')} of ${count(files, 'file')} no longer for the old Rust`
      return writeMatrices(tree, matrices, raises, [summary, ...gone, ...raised, ...notes].join('\n'))
    },
    async verify({tree}) {
      const {matrices, raises} = await old(tree)
      const left = [...matrices.done, ...raises]
      if (left.length === 0) return {kind: 'ok', summary: none}
      return {
        kind: 'failed',
        problem: {
          code: 'old-matrix-left',
          title: `A build matrix still tries a Rust below ${target.rust.version}`,
          detail: left.map(({finding}) => placeOf(finding)).join('\n'),
          nextSteps: ['Take these entries out by hand and verify again, or roll back.'],
        },
      }
    },
  }
}

/** The axes with entries that are lower than the target. */
function oldAxes({findings}: Survey, target: Target): readonly LowAxis[] {
  return lowAxes(
    findings.filter(({live}) => live),
    finding => risenRust(finding, target),
  )
}

/** Whether anything in build matrices is for a lower Rust than the target's. */
export function hasOldMatrix(survey: Survey, target: Target): boolean {
  return oldAxes(survey, target).length > 0 || oldFollowers(survey, target).length > 0
}

function oldFollowers({findings}: Survey, target: Target): readonly Raise[] {
  const followers = matrixFollowers(findings.filter(({live}) => live))
  return raisesOf(followers, finding => risenRust(finding, target))
}

function dropped(survey: Survey, target: Target): MatrixChange[] {
  return removals(oldAxes(survey, target).filter(hasRelease), ({low}) => low)
}

function placeOf({path, line, value}: MatrixChange['finding']): string {
  return `${path}:${line}: ${value}`
}
