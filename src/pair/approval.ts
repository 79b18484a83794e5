import type {Person} from '../domain/person.ts'
import type {Answer, Question} from '../domain/question.ts'

/** What a second person agrees to: in words, and all of it in full. */
export type Risky = {readonly what: string; readonly lines: readonly string[]}

/**
 * What an answer would do that two people should want: undoing everything, moving to another edition, removing what was
 * installed, committing each step. Undefined for every other answer.
 */
export function riskyAnswer(
  {subject}: Question,
  {option, item}: Pick<Answer, 'option' | 'item'>,
  commitsSteps: boolean,
): Risky | undefined {
  switch (subject.kind) {
    case 'undo':
      return option === 'undo' && item === 'all' ? undoing(subject) : undefined
    case 'leftover':
      return option === 'remove' ? {what: `Remove ${subject.what}`, lines: [subject.command]} : undefined
    case 'before-step':
      return option === 'apply' && subject.stepId === 'raise-edition'
        ? {what: 'Move to another edition', lines: [subject.summary, ...subject.writes.map(({path}) => path)]}
        : undefined
    case 'plan':
      return option === 'start' && commitsSteps
        ? {what: 'Commit every step', lines: subject.plan.steps.map(({title}) => title)}
        : undefined
    default:
      return undefined
  }
}

function undoing({choices}: Extract<Question['subject'], {kind: 'undo'}>): Risky {
  const all = choices.find(({kind}) => kind === 'all')
  const files = all?.files.map(({path}) => path) ?? []
  return {what: 'Undo everything', lines: [...(all?.steps.map(({title}) => title) ?? []), ...files]}
}

/** Asked of the others: one of them agrees by typing their own name. `key` is the hash of what they agree to. */
export function approvalQuestion({what, lines}: Risky, key: string, others: readonly Person[]): Question {
  const asked = others.slice(0, mostAsked)
  return {
    id: 'approval',
    title: `${what}: does somebody else agree?`,
    subject: {kind: 'consent', to: 'approval', key, lines},
    options: [
      ...asked.map(({name}, at) => ({id: `agree-${at}`, key: letters[at] ?? '', label: `${name} agrees`, typed: name})),
      {id: 'refuse', key: 'n', label: 'No, back'},
      {id: 'quit', key: 'q', label: 'Quit'},
    ],
    recommended: 'refuse',
  }
}

/** Who agreed by this answer, if somebody did. */
export function approvedBy({option}: Pick<Answer, 'option'>, others: readonly Person[]): Person | undefined {
  const at = /^agree-(\d)$/.exec(option)?.[1]
  return at === undefined ? undefined : others[Number(at)]
}

const letters = ['a', 'b', 'c', 'd']
const mostAsked = letters.length
