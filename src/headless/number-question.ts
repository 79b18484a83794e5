import type {Question} from '../domain/question.ts'
import type {Session} from '../journal/session.ts'
import {aboutLines} from './about-lines.ts'
import type {Choice, Lines, Numbered} from './choice.ts'
import {choicesOf, quitting, recommendedWord} from './choices-of.ts'
import type {ReadLog} from './output-lines.ts'
import {plainText} from './plain-text.ts'
import {showing} from './showing.ts'

export type Known = {
  readonly session: Session | undefined
  readonly readLog: ReadLog
  /** How the step that is asked about ended was told just now. */
  readonly isTold: boolean
}

/** A question with its choices numbered: what it asks for first, then what can be told about it, quitting last. */
export function numberQuestion(question: Question, known: Known, item: number): Numbered {
  const choices = [...choicesOf(question, item), ...showing(question, known), ...quitting(question)]
  const word = recommendedWord(question, item)
  const recommended = choices.findIndex(choice => choice.word === word && choice.disabledBecause === undefined)
  return {
    lines: ['', plainText(question.title), ...aboutLines(question, {...known, item})],
    choices,
    recommended: recommended === -1 ? undefined : recommended,
  }
}

/** `2) Skip: leaves this step out` */
export function choiceLines(choices: readonly Choice[]): Lines {
  return choices.map(({label, consequence, disabledBecause}, at) => {
    if (disabledBecause !== undefined) return `${at + 1}) ${label}, not now: ${disabledBecause}`
    return `${at + 1}) ${label}${consequence === undefined ? '' : `: ${consequence}`}`
  })
}
