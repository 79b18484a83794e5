import {quoted} from '../domain/command.ts'
import {gitCommand} from '../domain/git-command.ts'
import type {Problem} from '../domain/problem.ts'
import type {Outcome, StepKind} from '../domain/step-kind.ts'
import {commandFailed, succeeded} from './cargo.ts'
import type {StepDeps} from './step-deps.ts'

/**
 * Makes the branch from HEAD and switches to it; no file changes. An undo leaves it there: what was committed on it since is
 * nobody's to throw away. Without a branch that was asked for there is nothing to do.
 */
export function makeBranch({cargo, branch}: Pick<StepDeps, 'cargo' | 'branch'>): StepKind {
  return {
    async inspect() {
      if (branch === undefined) return {kind: 'done', evidence: 'No branch was asked for'}
      const {current, inTheWay} = await branch.look()
      if (current === branch.name) return {kind: 'done', evidence: `The branch ${branch.name} is checked out`}
      if (inTheWay !== undefined) return {kind: 'blocked', problem: inTheWay}
      return {kind: 'needed', summary: `git switch --create ${quoted(branch.name)}`, writes: [], touches: []}
    },
    async apply(ctx) {
      if (branch === undefined) return done('')
      const before = await branch.look()
      const command = gitCommand(cargo.root, 'switch', '--no-track', '--create', branch.name)
      const result = await ctx.run(command)
      if (!succeeded(result)) return {kind: 'failed', problem: await commandFailed(ctx, command, result)}
      return {...done(branch.name), data: {leftInPlace: stays(branch.name, before)}}
    },
    async verify(_, applied) {
      if (applied !== undefined) return applied
      if (branch === undefined) return done('')
      const {current} = await branch.look()
      return current === branch.name ? done(branch.name) : {kind: 'failed', problem: notThere(branch.name, current)}
    },
  }
}

function done(name: string): Extract<Outcome, {kind: 'ok'}> {
  return {kind: 'ok', summary: `The branch ${name} is checked out; an undo leaves it in place`}
}

function stays(name: string, {current, head}: {readonly current: string | null; readonly head: string | null}): string {
  const back = current === null ? `--detach ${head}` : quoted(current)
  return `The branch ${name} stays; to go back and delete it: git switch ${back} && git branch --delete ${quoted(name)}`
}

function notThere(name: string, current: string | null): Problem {
  return {
    code: 'branch-not-current',
    title: `The branch ${name} is not checked out`,
    detail: current === null ? 'No branch is.' : `The branch ${current} is.`,
    nextSteps: [`git switch ${quoted(name)}, then verify again.`],
  }
}
