import {count} from '../domain/count.ts'
import {firstLines} from '../domain/first-lines.ts'
import type {StepKind} from '../domain/step-kind.ts'
import type {TeamRewrite} from '../team-rules/run-team-rules.ts'
import type {StepDeps} from './step-deps.ts'

/** Rewrites the code by the team's own rules, all in one diff. */
export function applyTeamRules({applyTeamRules}: Pick<StepDeps, 'applyTeamRules'>): StepKind {
  return {
    async inspect() {
      const made = await applyTeamRules()
      const told = toldOf(made)
      const {writes, done} = made
      if (writes.length === 0)
        return {kind: 'done', evidence: ['No code matches a rule of the team', ...told].join('; ')}
      const places = [...done.values()].reduce((sum, one) => sum + one, 0)
      const summary = `${count(places, 'place')} in ${count(writes.length, 'file')} rewritten by the team’s rules`
      const found = {done: Object.fromEntries(done)}
      return {kind: 'needed', summary: [summary, ...told].join('\n'), writes, touches: [], found}
    },
    async verify() {
      const {writes, done} = await applyTeamRules()
      if (writes.length === 0) return {kind: 'ok', summary: 'The team’s rules find nothing left to rewrite'}
      return {
        kind: 'failed',
        problem: {
          code: 'team-rules-unsettled',
          title: 'The team’s rules would rewrite again what they rewrote',
          detail: `Rules: ${[...done.keys()].join(', ')}. Files: ${writes.map(({path}) => path).join(', ')}`,
          nextSteps: ['Make the rules agree with each other and retry, or roll the step back.'],
        },
      }
    },
  }
}

/** One line for each rule that did something, each place that it points at, and each rule that was left out. */
function toldOf({done, hints, problems}: TeamRewrite): readonly string[] {
  return [
    ...[...done].map(([rule, places]) => `${rule} in ${count(places, 'place')}`),
    ...firstLines(hints.map(({rule, path, line, message}) => `${path}:${line}: ${rule}: ${message}`)),
    ...problems.map(({title, detail, path, line}) => `${path ?? ''}:${line ?? 1}: ${title}. ${detail}`),
  ]
}
