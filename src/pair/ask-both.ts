import {type Person, personText} from '../domain/person.ts'
import type {Answer, Ask, Question} from '../domain/question.ts'
import {approvalQuestion, approvedBy, type Risky, riskyAnswer} from './approval.ts'

export type Both = {
  readonly people: readonly Person[]
  /** Who drives now, by name. */
  readonly driver: () => string
  /** Each accepted step becomes a commit: starting is for two to decide. */
  readonly commitsSteps: boolean
  /** Lower-case hex. */
  readonly sha256: (text: string) => string
  /** On disk when it resolves: what wasn't recorded wasn't agreed to. */
  readonly approved: (approval: {
    readonly what: string
    readonly sha256: string
    by: string
    asked: string
  }) => Promise<void>
}

/**
 * Asks whoever drives, whose name the answer carries. What two should want is asked of the others as well; when none of them
 * agrees, the question is asked again. The policy's answers stay its own.
 */
export async function askBoth(ask: Ask, question: Question, both: Both): Promise<Answer | undefined> {
  for (;;) {
    const answer = await ask(question)
    if (answer === undefined || answer.by === 'policy') return answer
    const by = both.driver()
    const risky = riskyAnswer(question, answer, both.commitsSteps)
    if (risky === undefined) return {...answer, by}
    const said = await askOthers(ask, risky, {...both, by})
    if (said === 'agreed') return {...answer, by}
    if (said !== 'refused') return said
  }
}

async function askOthers(
  ask: Ask,
  risky: Risky,
  {people, by, sha256, approved}: Both & {readonly by: string},
): Promise<'agreed' | 'refused' | Answer | undefined> {
  const others = people.filter(({name}) => name !== by)
  const hash = sha256(JSON.stringify([risky, others.map(personText)]))
  const said = await ask(approvalQuestion(risky, hash, others))
  if (said === undefined || said.option === 'quit') return said && {option: 'quit', by}
  const approver = approvedBy(said, others)
  if (approver === undefined) return 'refused'
  await approved({what: risky.what, sha256: hash, by: approver.name, asked: by})
  return 'agreed'
}
