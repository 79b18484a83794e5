import {count} from '../domain/count.ts'
import {firstLines} from '../domain/first-lines.ts'
import type {StepKind} from '../domain/step-kind.ts'
import type {RewrittenCode} from '../rules/rewrite-code.ts'
import type {StepDeps} from './step-deps.ts'

/** Carries out every automatic change in the code, all in one diff. */
export function rewriteCode({rewriteCode}: Pick<StepDeps, 'rewriteCode'>): StepKind {
  return {
    async inspect() {
      const rewritten = await rewriteCode()
      const {writes} = rewritten
      if (writes.length === 0) return {kind: 'done', evidence: nothingToDo(rewritten)}
      const found = {done: Object.fromEntries(rewritten.done)}
      return {kind: 'needed', summary: summaryOf(rewritten).join('\n'), writes, touches: [], found}
    },
    async verify() {
      const {writes} = await rewriteCode()
      if (writes.length === 0) return {kind: 'ok', summary: 'Every automatic change is carried out'}
      return {
        kind: 'failed',
        problem: {
          code: 'code-still-old',
          title: 'The code is not rewritten everywhere',
          detail: writes.map(({path}) => path).join('\n'),
          nextSteps: ['Retry the step, or roll it back.'],
        },
      }
    },
  }
}

/** The first line says how much; then one line a change, what to know, and what was left alone with its reason. */
function summaryOf({writes, done, notes, left}: RewrittenCode): readonly string[] {
  const places = [...done.values()].reduce((sum, one) => sum + one, 0)
  const byChange = [...done].map(([change, times]) => `${change} in ${count(times, 'place')}`)
  return [
    `${count(places, 'place')} in ${count(writes.length, 'file')} rewritten`,
    ...byChange.toSorted(),
    ...notes,
    ...firstLines(left.map(toldLeft)),
  ]
}

function nothingToDo({left}: RewrittenCode): string {
  const [first] = left
  if (first === undefined) return 'No code meets a change that could be carried out by itself'
  return `${count(left.length, 'place')} left for people, the first at ${toldLeft(first)}`
}

function toldLeft({path, line, change, why, isBug}: RewrittenCode['left'][number]): string {
  return `${path}:${line}: ${change} is left for people: ${why}${isBug === true ? ' (a bug of the wizard)' : ''}`
}
