import type {Clock} from '../domain/ports.ts'
import type {Answer, Question} from '../domain/question.ts'
import {answered, asked, localChanged, sameList, suggested} from './change-view.ts'
import {mayChoose} from './may-answer.ts'
import type {Later, Publisher} from './publisher.ts'
import type {LocalView} from './view.ts'

/** The open question of a store; what each does stands at `WizardStore`. */
export type Asking = {
  ask(question: Question): Promise<Answer | undefined>
  answer(optionId: string, text?: string, item?: string): boolean
  withdraw(): void
  /** Keys answer nothing for a while from now on, where something is asked. */
  guard(): void
  /** Withdraws what is asked, and all that will be. */
  close(): void
}

type Given = Pick<Publisher, 'view' | 'change' | 'publish'> & {
  readonly clock: Clock
  readonly later: Later
  /** The name that answers carry. */
  readonly by: string
  readonly guardMs: number
}

/** Asks one question at a time; the screen shows it until it is settled. */
export function createAsking({view, change, publish, clock, later, by, guardMs}: Given): Asking {
  let resolve: ((answer: Answer | undefined) => void) | undefined
  let endGuard: (() => void) | undefined
  let isClosed = false
  let previous: Question | undefined
  /** What somebody had on their screen when a question was withdrawn from it. */
  let left: LocalView | undefined

  const setGuarded = (isGuarded: boolean) => {
    change(localChanged(view(), {isGuarded}))
    publish()
  }
  const guardFromNow = () => {
    endGuard?.()
    endGuard = later(guardMs, () => setGuarded(false))
  }
  const resolveWith = (answer: Answer | undefined) => {
    resolve?.(answer)
    resolve = undefined
  }
  const settle = (answer: Answer | undefined) => {
    endGuard?.()
    change({...answered(view()), sinceMs: clock.now().getTime()})
    resolveWith(answer)
  }
  const show = (question: Question) => {
    change(asked(view(), question))
    // A checklist that is asked about again is the same list: nothing has to be read anew before the next key.
    if (question.subject.kind === 'checklist' && previous?.id === question.id) change(sameList(view(), left))
    previous = question
    left = undefined
    publish()
    guardFromNow()
  }
  const withdraw = () => {
    if (view().question === undefined) return
    left = view().local
    settle(undefined)
  }
  return {
    ask(question) {
      if (isClosed) return Promise.resolve(undefined)
      resolveWith(undefined)
      // After a suggestion it never went.
      if (view().question !== question) show(question)
      return new Promise(done => {
        resolve = done
      })
    },
    answer(option, text, item) {
      const {question, local} = view()
      if (question === undefined || local.isGuarded || resolve === undefined) return false
      const may = mayChoose(view(), question, {...question.options.find(({id}) => id === option), id: option})
      if (may === 'reads') return false
      const answer = {option, by, ...(text === undefined ? {} : {text}), ...(item === undefined ? {} : {item})}
      if (may === 'answers') settle(answer)
      else {
        change(suggested(view()))
        resolveWith(answer)
      }
      return true
    },
    withdraw,
    guard() {
      if (view().question === undefined) return
      setGuarded(true)
      guardFromNow()
    },
    close() {
      isClosed = true
      withdraw()
    },
  }
}
