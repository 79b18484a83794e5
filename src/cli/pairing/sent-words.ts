import {ProblemError} from '../../domain/errors.ts'
import type {Problem} from '../../domain/problem.ts'

/** One thing that a script says or does in the wizard that runs. */
export type Sent =
  | {readonly kind: 'status'}
  | {readonly kind: 'ask'}
  | {readonly kind: 'approve'}
  | {readonly kind: 'say' | 'note'; readonly text: string}
  | {readonly kind: 'answer'; readonly option: string; readonly text?: string}

/** `say TEXT`, `note TEXT`, `answer OPTION [TEXT]`, `approve`, `ask`, `status`. Throws a ProblemError for anything else. */
export function readWords([kind = '', ...rest]: readonly string[]): Sent {
  const text = rest.join(' ').trim()
  const [option = '', ...more] = rest
  if ((kind === 'say' || kind === 'note') && text !== '') return {kind, text}
  if (kind === 'answer' && option !== '') return {kind, option, ...(more.length === 0 ? {} : {text: more.join(' ')})}
  if ((kind === 'status' || kind === 'ask' || kind === 'approve') && text === '') return {kind}
  throw new ProblemError(notUnderstood([kind, ...rest].join(' ')))
}

function notUnderstood(words: string): Problem {
  return {
    code: 'not-to-be-sent',
    title: 'That can’t be sent',
    detail: `“${words}” is nothing that the wizard understands.`,
    nextSteps: ['One of: say TEXT, note TEXT, answer OPTION [TEXT], approve, ask (for the wheel), status'],
  }
}
