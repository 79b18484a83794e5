import type {Plan, StepPlan} from '../domain/plan.ts'

/** The plan with the branch that was asked for made first of all; whatever else is left out, it isn't unless it is named. */
export function withBranch(plan: Plan, name: string | undefined, skip: readonly string[]): Plan {
  if (name === undefined || skip.includes('make-branch')) return plan
  return {...plan, steps: [makeBranch(name), ...plan.steps]}
}

function makeBranch(name: string): StepPlan {
  return {
    id: 'make-branch',
    kind: 'make-branch',
    phase: 'prepare',
    title: `Make the branch ${name} and switch to it`,
    why: 'Asked for. It starts at the commit that is checked out, and an undo leaves it in place.',
    risk: 'none',
    needs: [],
  }
}
