import {isToDo} from '../domain/checklist.ts'
import type {LineInput} from '../domain/ports.ts'
import {type Answer, type Question, suggestedItem} from '../domain/question.ts'
import type {Choice, Lead, Numbered, Picked} from './choice.ts'
import {choiceLines, type Known, numberQuestion} from './number-question.ts'
import {plainText} from './plain-text.ts'
import {promptOf, readAnswer, readNumber, readNumbers} from './read-answer.ts'

export type InLines = {
  readonly input: LineInput
  readonly write: (line: string) => void
}

/** What became of one choice: an answer, another item, the choices once more, or nobody there any more. */
type Outcome =
  | {readonly kind: 'answer'; readonly answer: Answer}
  | {readonly kind: 'go'; readonly item: number}
  | {readonly kind: 'again'}
  | {readonly kind: 'ended'}

/**
 * Asks in numbered lines and reads the answer from a line: for people who hear the screen, and for pipes. Nothing is drawn and
 * nothing said is taken back. Undefined when the input has ended, or holds nothing but what is no answer.
 */
export async function askInLines(io: InLines, question: Question, known: Known): Promise<Answer | undefined> {
  let item = firstItem(question)
  for (;;) {
    const numbered = numberQuestion(question, known, item)
    for (const line of numbered.lines) io.write(line)
    const outcome = await untilMoved(io, numbered)
    if (outcome.kind === 'answer') return outcome.answer
    if (outcome.kind === 'ended') return undefined
    item = outcome.item
  }
}

/** An item of a checklist is asked about at a time; when none is open, the whole list is. */
function firstItem({subject}: Question): number {
  if (subject.kind !== 'checklist') return 0
  return subject.items.some(isToDo) ? suggestedItem(subject) : subject.items.length
}

/** What is told on request leaves the question where it was: its choices are said again. */
async function untilMoved(io: InLines, numbered: Numbered): Promise<Exclude<Outcome, {kind: 'again'}>> {
  for (;;) {
    for (const line of choiceLines(numbered.choices)) io.write(line)
    const choice = await chosen(io, numbered)
    if (choice === undefined) return {kind: 'ended'}
    io.write(`Chosen: ${choice.label}`)
    const outcome = await carryOut(io, choice.label, choice.lead)
    if (outcome.kind !== 'again') return outcome
  }
}

async function chosen(io: InLines, numbered: Numbered): Promise<Choice | undefined> {
  const prompt = promptOf(numbered)
  let why = ''
  for (let tries = 0; tries < mostTries; tries += 1) {
    const line = await readLine(io, why === '' ? prompt : `${why} ${prompt}`)
    if (line === undefined) return undefined
    const read = readAnswer(line, numbered)
    if (read.kind === 'chosen') return read.choice
    why = plainText(read.why)
  }
  return undefined
}

async function carryOut(io: InLines, label: string, lead: Lead): Promise<Outcome> {
  switch (lead.kind) {
    case 'answer':
      return {kind: 'answer', answer: {...lead.answer, by}}
    case 'text': {
      const text = await readText(io, `${label}, in one line, or Enter to go back:`)
      return typeof text === 'string' ? {kind: 'answer', answer: {...lead.answer, text, by}} : text
    }
    case 'typed':
      return confirm(io, lead.word, lead.answer)
    case 'pick':
      return pickOne(io, lead.noun, lead.list)
    case 'several':
      return chooseSeveral(io, lead)
    case 'show':
      for (const line of await lead.lines()) io.write(line)
      return {kind: 'again'}
    case 'go':
      return lead
    default:
      return lead satisfies never
  }
}

async function pickOne(io: InLines, noun: string, list: readonly Picked[]): Promise<Outcome> {
  for (const [at, {label}] of list.entries()) io.write(`${at + 1}) ${label}`)
  const text = await readText(io, `Which ${noun}? A number from 1 to ${list.length}, or Enter to go back:`)
  if (typeof text !== 'string') return text
  const picked = list[readNumber(text, list.length) ?? -1]
  return picked === undefined ? {kind: 'again'} : carryOut(io, picked.label, picked.lead)
}

async function confirm(io: InLines, word: string, answer: Omit<Answer, 'by'>): Promise<Outcome> {
  const text = await readText(io, `Type ${word} to confirm, or Enter to go back:`)
  if (typeof text !== 'string') return text
  if (text === word) return {kind: 'answer', answer: {...answer, by}}
  io.write('That is not the word: nothing was chosen.')
  return {kind: 'again'}
}

async function chooseSeveral(io: InLines, {noun, count, judge}: Extract<Lead, {kind: 'several'}>): Promise<Outcome> {
  const text = await readText(
    io,
    `Which ${noun}s? Numbers from 1 to ${count} with blanks between, or Enter to go back:`,
  )
  if (typeof text !== 'string') return text
  const numbers = readNumbers(text, count)
  if (numbers === undefined) {
    io.write('These are not all numbers of the list: nothing was chosen.')
    return {kind: 'again'}
  }
  const {lines, answer} = judge(numbers)
  for (const line of lines) io.write(line)
  return answer === undefined ? {kind: 'again'} : confirm(io, answer.option, answer)
}

/** A line of text; without one the choices are said again. */
async function readText(io: InLines, prompt: string): Promise<string | Outcome> {
  const line = await readLine(io, prompt)
  if (line === undefined) return {kind: 'ended'}
  const text = plainText(line).trim()
  return text === '' ? {kind: 'again'} : text.slice(0, longestText)
}

/** What was typed before the prompt was there is no answer to it. */
async function readLine({input, write}: InLines, prompt: string): Promise<string | undefined> {
  await input.settle()
  write(prompt)
  return input.next()
}

const by = 'you'
const longestText = 500
/** A pipe full of something else must come to an end. */
const mostTries = 20
