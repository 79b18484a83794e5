import {isToDo} from '../domain/checklist.ts'
import {count} from '../domain/count.ts'
import {type Option, type Question, type Subject, suggestedIndex, type UndoChoice} from '../domain/question.ts'
import type {Candidate} from '../domain/target.ts'
import {describeProblem} from '../plan/describe-plan.ts'
import type {Choice, Picked} from './choice.ts'
import {consequenceOf} from './consequences.ts'
import {leavingOut} from './leave-out.ts'
import {plainText} from './plain-text.ts'

/** The question's options as choices: candidates and items stand for themselves, what is proposed can be taken one by one. */
export function choicesOf({subject, options}: Question, item: number): readonly Choice[] {
  const choices = options.filter(option => !isLast(option))
  switch (subject.kind) {
    case 'target':
      return choices.flatMap(option => (option.id === 'choose' ? candidates(subject) : [plain(subject.kind, option)]))
    case 'after-step':
      return choices.flatMap(option => proposed(option, subject))
    case 'checklist':
      return listed(choices, subject, item)
    case 'plan':
      return choices.flatMap(option => [
        plain(subject.kind, option),
        ...(option.id === 'start' && subject.plan.steps.length > 1 ? [leavingOut(subject)] : []),
      ])
    case 'undo':
      return choices.map(option => (option.id === 'undo' ? waysBack(option, subject) : plain(subject.kind, option)))
    default:
      return choices.map(option => plain(subject.kind, option))
  }
}

/** What is no answer to the question itself stands last: going back further, then quitting. */
export function lastChoices({subject, options}: Question): readonly Choice[] {
  const last = options.filter(isLast).map(option => plain(subject.kind, option))
  return [...last.filter(({word}) => word !== 'quit'), ...last.filter(({word}) => word === 'quit')]
}

function isLast({id, isAside}: Option): boolean {
  return id === 'quit' || isAside === true
}

/** The word of the choice that a bare Enter takes. A list is gone through; only its end takes what the question recommends. */
export function recommendedWord({subject, recommended}: Question, item: number): string {
  if (subject.kind === 'target' && recommended === 'choose')
    return subject.candidates[suggestedIndex(subject)]?.wasmtime ?? recommended
  if (subject.kind === 'checklist' && item < subject.items.length) return 'next'
  return recommended
}

function plain(kind: Subject['kind'], {id, label, disabledBecause, typed, takesText}: Option): Choice {
  const consequence = consequenceOf(kind, id)
  const answer = {option: id}
  const base = {
    label: plainText(label),
    word: id,
    ...(consequence === undefined ? {} : {consequence}),
    ...(disabledBecause === undefined ? {} : {disabledBecause: plainText(disabledBecause)}),
  }
  if (typed !== undefined) return {...base, lead: {kind: 'typed', word: typed, answer}}
  return {...base, lead: takesText === true ? {kind: 'text', answer} : {kind: 'answer', answer}}
}

function candidates({candidates}: Extract<Subject, {kind: 'target'}>): readonly Choice[] {
  return candidates.map(candidate => ({
    label: candidate.wasmtime,
    word: candidate.wasmtime,
    consequence: candidateText(candidate),
    lead: {kind: 'answer', answer: {option: 'choose', text: candidate.wasmtime}},
  }))
}

/** What decides the choice of a release, as one sentence after the other. */
function candidateText(candidate: Candidate): string {
  const {title, isLts, supportEnds, rust, isRustInstalled, breakingUses, breakingChanges, advisoriesFixed} = candidate
  const open = candidate.advisoriesOpen.length
  const changes = breakingChanges.automatic + breakingChanges.manual
  const breaks =
    breakingUses === undefined
      ? `${changes} breaking changes on the way`
      : `places that break: ${breakingUses.automatic} rewritten, ${breakingUses.manual} for people, ${breakingUses.silent} of them silent`
  return plainText(
    [
      `${title}${isLts && !title.includes('LTS') ? ', LTS' : ''}, supported until ${supportEnds}`,
      `needs Rust ${rust.version}${isRustInstalled ? '' : ', which is not installed'}`,
      `${advisories(advisoriesFixed.length)} fixed, ${open} open`,
      breaks,
      candidate.why,
    ].join('; '),
  )
}

function advisories(count: number): string {
  return `${count} ${count === 1 ? 'advisory' : 'advisories'}`
}

/** Mending takes all that is safe, or one; only one at a time is left out. */
function proposed(option: Option, {kind, proposals = []}: Extract<Subject, {kind: 'after-step'}>): readonly Choice[] {
  const base = plain(kind, option)
  const pick = (option: string): Choice['lead'] => ({
    kind: 'pick',
    noun: 'proposal',
    list: proposals.map(({id, title}) => ({
      label: plainText(title),
      lead: {kind: 'answer', answer: {option, text: id}},
    })),
  })
  if (option.id === 'skip') return [{...base, lead: pick('skip')}]
  if (option.id !== 'mend') return [base]
  const all = {...base, label: proposals.some(({isSafe}) => isSafe) ? 'Mend what is safe' : 'Mend all'}
  return [all, {label: 'Mend one', word: 'mend-one', consequence: 'asks which', lead: pick('mend')}]
}

/** Every way back by its number; everything at once wants its word, and what can't stand says why. */
function waysBack(option: Option, {kind, choices}: Extract<Subject, {kind: 'undo'}>): Choice {
  const list = choices.map((choice): Picked => ({label: plainText(wayBackText(choice)), lead: wayBack(option, choice)}))
  return {...plain(kind, option), lead: {kind: 'pick', noun: 'way back', list}}
}

function wayBack({id}: Option, choice: UndoChoice): Picked['lead'] {
  const {against, isRefused} = choice
  if (isRefused === true && against !== undefined) return {kind: 'show', lines: () => describeProblem(against)}
  const answer = {option: id, item: choice.id}
  return choice.kind === 'all' ? {kind: 'typed', word: 'undo', answer} : {kind: 'answer', answer}
}

/** `Raise Rust to 1.86: 2 steps, 7 files: Makefile, Dockerfile`. */
function wayBackText({title, steps, files, against}: UndoChoice): string {
  const also = steps.length > 1 ? `${count(steps.length, 'step')}, ` : ''
  const names = files.slice(0, mostNamed).map(({path}) => path)
  const named = names.length === 0 ? '' : `: ${names.join(', ')}${files.length > mostNamed ? ' and more' : ''}`
  const wrong = against === undefined ? '' : `; ${against.title}`
  return `${title}: ${also}${count(files.length, 'file')}${named}${wrong}`
}

function listed(
  options: readonly Option[],
  {kind, items}: Extract<Subject, {kind: 'checklist'}>,
  at: number,
): readonly Choice[] {
  const item = items[at]
  const ofItem = ['done', 'not-applicable', 'open', 'remark']
  const choices = options.map(option => plain(kind, option))
  if (item === undefined) {
    const again: Choice = {label: 'Go through it again', word: 'again', lead: {kind: 'go', item: 0}}
    return [...choices.filter(({word}) => !ofItem.includes(word)), ...(items.length === 0 ? [] : [again])]
  }
  const about = choices
    .filter(({word}) => ofItem.includes(word) && word !== item.mark)
    .map(choice => ({...choice, lead: withItem(choice.lead, item.id)}))
  const next = items.findIndex((one, index) => index > at && isToDo(one))
  const following: Choice = {
    label: next === -1 ? 'To the end of the list' : 'Next item',
    word: 'next',
    consequence: 'leaves this one as it is',
    lead: {kind: 'go', item: next === -1 ? items.length : next},
  }
  return [...about, following, ...choices.filter(({word}) => !ofItem.includes(word))]
}

function withItem(lead: Choice['lead'], item: string): Choice['lead'] {
  return lead.kind === 'answer' || lead.kind === 'text' ? {...lead, answer: {...lead.answer, item}} : lead
}

const mostNamed = 5
