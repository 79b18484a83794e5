import {isSamePerson, type Person, personText} from '../domain/person.ts'
import type {Answer, Ask, Question} from '../domain/question.ts'
import {approvalQuestion, approvedBy, type Risky, riskyAnswer} from './approval.ts'
import {voided} from './question-desk.ts'

export type Both = {
  /** Everybody who may drive now. */
  readonly people: () => readonly Person[]
  /** Who drives now, by name: what somebody else wanted before is void. */
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
 * Asks whoever drives; `ask` puts the name to the answer. What two should want is asked of the others as well; when none of
 * them agrees, the question is asked again. The policy's answers stay its own.
 */
export async function askBoth(ask: Ask, question: Question, both: Both): Promise<Answer | undefined> {
  for (;;) {
    const answer = await ask(question)
    if (answer === undefined || answer.by === 'policy') return answer
    const risky = riskyAnswer(question, answer, both.commitsSteps)
    if (risky === undefined || othersThan(answer.by, both).length === 0) return answer
    const said = await askOthers(ask, risky, answer.by, both)
    if (said === 'agreed') return answer
    if (said !== 'refused') return said
  }
}

/** Asked anew, under another hash, when others are there than were asked; void as well when nobody is. */
async function askOthers(
  ask: Ask,
  risky: Risky,
  by: string,
  both: Both,
): Promise<'agreed' | 'refused' | Answer | undefined> {
  const others = othersThan(by, both)
  if (others.length === 0 || both.driver() !== by) return 'refused'
  const hash = both.sha256(JSON.stringify([risky, others.map(personText)]))
  const said = await ask(approvalQuestion(risky, hash, others))
  if (said === voided) return askOthers(ask, risky, by, both)
  if (said === undefined || said.option === 'quit') return said
  const approver = approvedBy(said, others)
  if (approver === undefined) return 'refused'
  await both.approved({what: risky.what, sha256: hash, by: approver.name, asked: by})
  return 'agreed'
}

/** Somebody at two terminals is one. */
function othersThan(by: string, {people}: Both): readonly Person[] {
  const asking = people().find(({name}) => name === by) ?? {name: by}
  return people().filter(one => !isSamePerson(one, asking))
}
