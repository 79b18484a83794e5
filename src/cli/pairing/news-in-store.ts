import type {Answer, Question} from '../../domain/question.ts'
import type {HostMessage} from '../../pair/messages.ts'
import type {News} from '../../pair/news.ts'
import type {WizardStore} from '../../store/create-wizard-store.ts'
import {mayAnswer} from '../../store/may-answer.ts'

type Given = {
  readonly store: WizardStore
  /** Sends what was answered here to the host. */
  readonly answer: (number: number, answer: Omit<Answer, 'by'>) => void
  /** Sends a note, about a step or about all of it. */
  readonly note: (text: string, step?: string) => void
  /** The run is over: its last lines. */
  readonly ended: (lines: readonly string[]) => void
}

/** Fills a guest's screen with what the host says. */
export function newsInStore({store, answer, note, ended}: Given): (message: HostMessage) => void {
  let open: {readonly number: number; readonly question: Question} | undefined
  const ask = async (number: number, question: Question): Promise<void> => {
    open = {number, question}
    const given = await store.ask(question)
    if (given === undefined || open?.number !== number) return
    // Who it is the host knows.
    const {by: _, ...chosen} = given
    // Who doesn't drive suggests an answer, and writes a note all the same.
    if (chosen.option === 'note' && chosen.text !== undefined && mayAnswer(store.view()) === 'suggests')
      note(chosen.text, 'stepId' in question.subject ? question.subject.stepId : undefined)
    else answer(number, chosen)
    // A suggestion leaves it open.
    if (store.view().question === question) void ask(number, question)
  }
  const show = (news: News): void => {
    switch (news.kind) {
      case 'asked':
        void ask(news.number, news.question)
        return
      case 'settled':
        open = undefined
        store.withdraw()
        return
      case 'ended':
        ended(news.lines)
        return
      default:
        showInStore(store, news)
    }
  }
  /** Of what a snapshot tells again. */
  const isShown = (news: News): boolean =>
    news.kind === 'said' ? store.view().said.includes(news.line) : news.kind === 'asked' && news.number === open?.number
  const showAll = (all: readonly News[]): void => {
    if (!all.some(one => one.kind === 'asked' && one.number === open?.number)) {
      open = undefined
      store.withdraw()
    }
    store.setActivity(undefined)
    store.setLife(undefined)
    for (const news of all) if (!isShown(news)) show(news)
  }
  return message => {
    switch (message.type) {
      case 'welcome':
        store.setGuest(message.you)
        // Another start of the host may have asked something else under the same number.
        open = undefined
        store.withdraw()
        showAll(message.news)
        return
      case 'snapshot':
        showAll(message.news)
        return
      case 'news':
        show(message.news)
        return
      case 'told':
        // It may have been this one's to answer a moment ago.
        if (open !== undefined && store.view().question === undefined) void ask(open.number, open.question)
        store.hint(message.text, toldMs)
        return
      default:
    }
  }
}

function showInStore(store: WizardStore, news: Exclude<News, {kind: 'asked' | 'settled' | 'ended'}>): void {
  switch (news.kind) {
    case 'survey':
      store.setSurvey(news.survey)
      return
    case 'session':
      store.setSession(news.session, news.happened)
      return
    case 'event':
      store.record(news.timed)
      return
    case 'activity':
      store.setActivity(news.text)
      return
    case 'amount':
      store.setAmount(news.amount)
      return
    case 'trees':
      store.setTrees(news.trees)
      return
    case 'disk':
      store.setDisk(news.disk)
      return
    case 'life':
      store.setLife(news.sign)
      return
    case 'said':
      store.say(news.line)
      return
    case 'spoken':
      store.hear(news.line)
      return
    case 'suggested':
      store.setSuggestions(news.suggestions)
      return
    case 'wheel':
      store.setWheel(news.wheel)
      return
    default:
      news satisfies never
  }
}

const toldMs = 4000
