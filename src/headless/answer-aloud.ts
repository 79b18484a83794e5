import {isToDo} from '../domain/checklist.ts'
import {count} from '../domain/count.ts'
import type {Paint} from '../domain/paint.ts'
import type {Question} from '../domain/question.ts'
import {tellItems} from '../domain/tell-items.ts'
import {lineWidth, printable, wrap} from '../plan/text-layout.ts'
import {type AnswerPolicy, answerByPolicy} from './answer-policy.ts'
import type {Plain} from './plain-face.ts'
import {waysToAnswer} from './ways-to-answer.ts'

/** The policy's answers, with what a person would have seen on the way to them. */
export function answerAloud(policy: AnswerPolicy, write: (line: string) => void, paint: Paint): Plain['answer'] {
  const answer = answerByPolicy(policy)
  return question => {
    for (const line of worthSaying(question).flatMap(wrapped)) write(paint.dim(line))
    return answer(question)
  }
}

/** Below the title of its step; what goes on is indented further, so that one can see where the next line begins. */
function wrapped(line: string): readonly string[] {
  return wrap(printable(line), lineWidth - 6, 2).map(one => `      ${one}`)
}

function worthSaying(question: Question): readonly string[] {
  const {subject} = question
  if (subject.kind === 'resume') return subject.since
  if (subject.kind === 'consent') return [...subject.lines, ...waysToAnswer(question).slice(0, 1)]
  if (subject.kind === 'checklist') return tellItems(subject.items.filter(isToDo))
  const dirty = subject.kind === 'start' ? (subject.survey.git?.dirty.length ?? 0) : 0
  return dirty === 0 ? [] : [`${count(dirty, 'file')} with uncommitted changes; every file is saved before it changes`]
}
