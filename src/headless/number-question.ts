import type {Cleanable} from '../domain/disk-view.ts'
import type {Question} from '../domain/question.ts'
import {sizeText} from '../domain/size-text.ts'
import type {Session} from '../journal/session.ts'
import {aboutLines} from './about-lines.ts'
import type {Choice, Lines, Numbered, Picked} from './choice.ts'
import {choicesOf, lastChoices, recommendedWord} from './choices-of.ts'
import type {ReadLog} from './output-lines.ts'
import {plainText} from './plain-text.ts'
import {showing} from './showing.ts'

export type Known = {
  readonly session: Session | undefined
  readonly readLog: ReadLog
  /** What can be cleaned to make room, as the disks stand. */
  readonly cleanable?: readonly Cleanable[]
  /** How the step that is asked about ended was told just now. */
  readonly isTold: boolean
}

/** A question with its choices numbered: what it asks for first, then what can be told about it, quitting last. */
export function numberQuestion(question: Question, known: Known, item: number): Numbered {
  const asked = choicesOf(question, item).map(choice => withCleanable(choice, known.cleanable))
  const choices = [...asked, ...showing(question, known), ...lastChoices(question)]
  const word = recommendedWord(question, item)
  const recommended = choices.findIndex(choice => choice.word === word && choice.disabledBecause === undefined)
  return {
    lines: ['', plainText(question.title), ...aboutLines(question, {...known, item})],
    choices,
    recommended: recommended === -1 ? undefined : recommended,
  }
}

/** What is cleaned is named by its number, where it is known what can be. */
function withCleanable(choice: Choice, cleanable: readonly Cleanable[] = []): Choice {
  if (choice.word !== 'clean' || cleanable.length === 0) return choice
  const list = cleanable.map(
    ({name, sizeBytes, command, disabledBecause: why}): Picked => ({
      label: plainText(`${name}, ${sizeText(sizeBytes)}, by ${command}${why === undefined ? '' : `, not now: ${why}`}`),
      lead:
        why === undefined
          ? {kind: 'answer', answer: {option: 'clean', text: name}}
          : {kind: 'show', lines: () => [plainText(why)]},
    }),
  )
  return {...choice, lead: {kind: 'pick', noun: 'folder', list}}
}

/** `2) Skip: leaves this step out` */
export function choiceLines(choices: readonly Choice[]): Lines {
  return choices.map(({label, consequence, disabledBecause}, at) => {
    if (disabledBecause !== undefined) return `${at + 1}) ${label}, not now: ${disabledBecause}`
    return `${at + 1}) ${label}${consequence === undefined ? '' : `: ${consequence}`}`
  })
}
