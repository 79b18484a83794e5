import type {Problem} from '../domain/problem.ts'
import type {Outcome} from '../domain/step-kind.ts'
import {problemOf} from '../domain/system-problem.ts'

/**
 * What `act` gives, or what stood in its way: a problem that was thrown, or a refusal of the system. A mistake of the wizard's
 * own is thrown on.
 */
export async function orProblem<Result>(
  act: () => Promise<Result>,
): Promise<{readonly result: Result} | {readonly problem: Problem}> {
  try {
    return {result: await act()}
  } catch (error) {
    const problem = problemOf(error, 'then retry.')
    if (problem === undefined) throw error
    return {problem}
  }
}

/** What a step came to, where what stood in its way is its failure. */
export function outcomeOf(tried: {readonly result: Outcome} | {readonly problem: Problem}): Outcome {
  return 'problem' in tried ? {kind: 'failed', problem: tried.problem} : tried.result
}
