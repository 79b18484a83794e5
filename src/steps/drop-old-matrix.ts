import {count} from '../domain/count.ts'
import type {Tree} from '../domain/ports.ts'
import type {StepKind} from '../domain/step-kind.ts'
import type {Survey} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {hasRelease, type LowAxis, lowAxes} from '../scan/matrix-axes.ts'
import {editMatrices, type MatrixChange, removals, writeMatrices} from './edit-matrix.ts'
import {risenRust} from './raise-rust.ts'
import type {StepDeps} from './step-deps.ts'

/** Takes the old Rust out of build matrices that tried it beside the new one for the time of the upgrade. */
export function dropOldMatrix({target, survey}: Pick<StepDeps, 'target' | 'survey'>): StepKind {
  const none = `No build matrix tries a Rust below ${target.rust.version}`
  const old = async (tree: Tree) => editMatrices(tree, dropped(await survey(), target))
  return {
    async inspect({tree}) {
      const matrices = await old(tree)
      const {done, refused} = matrices
      const notes = refused.map(({finding}) => `${placeOf(finding)} stays: it stands in no list; take it out by hand`)
      if (done.length === 0) return {kind: 'done', evidence: [none, ...notes].join('\n')}
      const gone = done.map(({finding}) => `${placeOf(finding)} goes`)
      const summary = `${count(done.length, 'place')} of ${count(matrices.files.size, 'file')} no longer in the build matrix`
      return writeMatrices(tree, matrices, [], [summary, ...gone, ...notes].join('\n'))
    },
    async verify({tree}) {
      const {done} = await old(tree)
      if (done.length === 0) return {kind: 'ok', summary: none}
      return {
        kind: 'failed',
        problem: {
          code: 'old-matrix-left',
          title: `A build matrix still tries a Rust below ${target.rust.version}`,
          detail: done.map(({finding}) => placeOf(finding)).join('\n'),
          nextSteps: ['Take these entries out by hand and verify again, or roll back.'],
        },
      }
    },
  }
}

/** The axes with entries that are lower than the target. */
export function oldAxes({findings}: Survey, target: Target): readonly LowAxis[] {
  return lowAxes(
    findings.filter(({live}) => live),
    finding => risenRust(finding, target),
  )
}

function dropped(survey: Survey, target: Target): MatrixChange[] {
  return removals(oldAxes(survey, target).filter(hasRelease), ({low}) => low)
}

function placeOf({path, line, value}: MatrixChange['finding']): string {
  return `${path}:${line}: ${value}`
}
