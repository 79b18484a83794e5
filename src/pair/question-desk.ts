import type {Answer, Question} from '../domain/question.ts'
import type {Guest, Suggestion} from '../domain/wheel-view.ts'
import type {GuestMessage, HostMessage} from './messages.ts'
import type {News} from './news.ts'
import {entitled, isAt, type Seat} from './seats.ts'

/** Asks at the host's terminal. Aborted where the answer came from elsewhere: what it then gives counts for nothing. */
export type LocalAsk = (question: Question, signal: AbortSignal) => Promise<Answer | undefined>

/** What is told to who said something that wasn't done as it was said. */
export type Told = Extract<HostMessage, {type: 'told'}>

/** What an approval ends with when who is asked, or who drives, is another than when it was asked. */
export const voided: Answer = {option: 'void', by: 'wizard'}

/** The one question that is open, asked at all terminals at once. */
export type QuestionDesk = {
  ask(question: Question, local: LocalAsk): Promise<Answer | undefined>
  /** A guest's answer; what is to be told about it unless it is the answer. */
  answer(guest: Guest, message: Extract<GuestMessage, {type: 'answer'}>): Told | undefined
  isOpen(): boolean
  /** Who takes part, or who drives, has changed. */
  reconsider(): void
  /** The host's terminal is gone: whoever is left is waited for, if anybody. */
  leaveHost(): void
  /** Nobody is asked any more: what is open, and all that follows, ends without an answer. */
  close(): void
}

type Given = {
  readonly tell: (news: News) => void
  readonly seat: () => Extract<Seat, {at: 'host'}>
  readonly driver: () => string
  /** Answers carry names. */
  readonly isPaired: () => boolean
  /** Somebody at the host's terminal, or a rule in their place, is asked. */
  readonly hasHost: () => boolean
  /** Somebody at a terminal of their own may answer. */
  readonly hasNavigator: () => boolean
  /** For the host's own screen. */
  readonly showSuggestions: (suggestions: readonly Suggestion[]) => void
  readonly hint: (line: string) => void
  /** Keeps a note of somebody who doesn't drive: it answers nothing. */
  readonly note: (note: {readonly by: string; readonly text: string; readonly step?: string}) => void
}

type Open = {
  readonly number: number
  readonly question: Question
  readonly settle: (answer: Answer | undefined) => void
  /** Of the latest time that it was asked at the host's terminal. */
  local: AbortController
  suggestions: readonly Suggestion[]
}

/** Numbers what is asked, and takes one answer to each: from whoever drives, wherever that is. */
export function openQuestionDesk(given: Given): QuestionDesk {
  const {tell, driver, seat, hint} = given
  let open: Open | undefined
  let latest = 0
  let isClosed = false

  const suggest = (at: Open, suggestion: Suggestion) => {
    at.suggestions = [...at.suggestions.filter(({by}) => by !== suggestion.by), suggestion]
    showSuggested(at)
  }
  const showSuggested = ({number, suggestions}: Open) => {
    tell({kind: 'suggested', number, suggestions})
    given.showSuggestions(suggestions)
  }
  const put = (question: Question, answered: (answer: Answer | undefined) => void): Open => {
    latest += 1
    const at: Open = {
      number: latest,
      question,
      local: new AbortController(),
      suggestions: [],
      settle(answer) {
        if (open !== at) return
        open = undefined
        at.local.abort()
        tell({kind: 'settled', number: at.number, ...(answer && {by: answer.by, option: answer.option})})
        if (at.suggestions.length > 0) given.showSuggestions([])
        answered(answer)
      },
    }
    open = at
    tell({kind: 'asked', number: at.number, question})
    return at
  }
  const askHere = async (at: Open, local: LocalAsk) => {
    for (;;) {
      at.local = new AbortController()
      const answer = await local(at.question, at.local.signal)
      if (at !== open || !given.hasHost()) return
      // Nobody could be asked here; where the policy answers, nobody has to be.
      if (answer === undefined || answer.by === 'policy') return at.settle(answer)
      const verdict = given.isPaired() ? entitled(at.question, answer, seat(), driver()) : 'answers'
      if (verdict === 'answers') return at.settle(given.isPaired() ? named(at.question, answer, given) : answer)
      hint(verdict === 'suggests' ? proposed(at, answer) : verdict.denied)
    }
  }
  /** From the host's terminal while a guest drives; what is to be told about it. */
  const proposed = (at: Open, answer: Answer): string => {
    const by = nameAt(seat(), driver())
    const {subject} = at.question
    if (answer.option === 'note' && answer.text !== undefined) {
      given.note({by, text: answer.text, ...('stepId' in subject ? {step: subject.stepId} : {})})
      return 'The note is kept'
    }
    suggest(at, {...answer, by})
    return `${driver()} sees that as a suggestion`
  }

  return {
    async ask(question, local) {
      open?.settle(undefined)
      if (isClosed || (!given.hasHost() && !given.hasNavigator())) return undefined
      return new Promise((resolve, reject) => {
        const at = put(question, resolve)
        if (given.hasHost()) askHere(at, local).catch(reject)
      })
    },
    answer(guest, {number, option, text, item}) {
      const at = open
      if (at?.number !== number) return told('stale', 'That was answered already')
      const answer = {option, ...(text === undefined ? {} : {text}), ...(item === undefined ? {} : {item})}
      const verdict = entitled(at.question, answer, {at: 'guest', guest}, driver())
      if (verdict === 'answers') return void at.settle({...answer, by: guest.name})
      if (verdict !== 'suggests') return told('denied', verdict.denied)
      suggest(at, {...answer, by: guest.name})
      return told('suggested', `${driver()} sees that as a suggestion`)
    },
    isOpen: () => open !== undefined,
    reconsider() {
      const at = open
      if (at === undefined) return
      if (isApproval(at.question)) return at.settle(voided)
      const left = at.suggestions.filter(({by}) => by !== driver())
      if (left.length === at.suggestions.length) return
      at.suggestions = left
      showSuggested(at)
    },
    leaveHost() {
      if (given.hasNavigator()) open?.local.abort()
      else open?.settle(undefined)
    },
    close() {
      isClosed = true
      open?.settle(undefined)
    },
  }
}

function isApproval({subject}: Question): boolean {
  return subject.kind === 'consent' && subject.to === 'approval'
}

/** With the name of who gave it: who agrees by their own, who drives, or who leaves while a guest drives. */
function named({options}: Question, answer: Answer, {seat, driver}: Given): Answer {
  const agreed = options.find(({id}) => id === answer.option && id.startsWith('agree-'))?.typed
  const by = agreed ?? (isAt(seat(), driver()) ? driver() : nameAt(seat(), driver()))
  return {...answer, by}
}

/** Somebody who sits here: the first who doesn't drive, where there is one. */
function nameAt({people}: Extract<Seat, {at: 'host'}>, driver: string): string {
  return (people.find(({name}) => name !== driver) ?? people[0])?.name ?? driver
}

function told(what: Told['what'], text: string): Told {
  return {type: 'told', what, text}
}
