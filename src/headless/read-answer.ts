import type {Choice, Numbered} from './choice.ts'

export type Read =
  | {readonly kind: 'chosen'; readonly choice: Choice}
  /** Why the line is no answer, in one sentence; empty when nothing was said. */
  | {readonly kind: 'unclear'; readonly why: string}

/** Which choice a line means: its number, its word, its label, or nothing for the recommended one. */
export function readAnswer(line: string, {choices, recommended}: Numbered): Read {
  const text = line.trim().toLowerCase()
  const choice = text === '' ? choices[recommended ?? -1] : choiceOf(text, choices)
  if (choice === undefined) return {kind: 'unclear', why: text === '' ? '' : `There is no answer “${shortened(text)}”.`}
  if (choice.disabledBecause === undefined) return {kind: 'chosen', choice}
  return {kind: 'unclear', why: `${choice.label} can’t be chosen: ${choice.disabledBecause}.`}
}

/** `Answer with a number from 1 to 4, or Enter for 1 (Apply):` */
export function promptOf({choices, recommended}: Numbered): string {
  const enter = recommended === undefined ? '' : `, or Enter for ${recommended + 1} (${choices[recommended]?.label})`
  return `Answer with a number from 1 to ${choices.length}${enter}:`
}

/** The number of one of several, counted from 0; undefined when the line names none. */
export function readNumber(line: string, count: number): number | undefined {
  const text = line.trim()
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= count ? number - 1 : undefined
}

/** Several numbers with blanks or commas between, counted from 0; undefined when one of them is none, or none is there. */
export function readNumbers(line: string, count: number): readonly number[] | undefined {
  const words = line.split(/[\s,]+/).filter(word => word !== '')
  const numbers = words.map(word => readNumber(word, count))
  return numbers.length === 0 || numbers.includes(undefined) ? undefined : numbers.filter(one => one !== undefined)
}

function choiceOf(text: string, choices: readonly Choice[]): Choice | undefined {
  const number = readNumber(text.replace(/[).]$/, ''), choices.length)
  if (number !== undefined) return choices[number]
  return choices.find(({word, label}) => word === text || label.toLowerCase() === text)
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
