import type {Option} from '../domain/question.ts'
import type {WheelMove, WheelView} from '../domain/wheel-view.ts'
import type {Host} from './host.ts'
import type {LocalAsk} from './question-desk.ts'

/** Where no key is read: beside every question stands what can be done about the wheel, which asks the question again. */
export function offeringWheel(local: LocalAsk, host: Pick<Host, 'wheel' | 'move'>): LocalAsk {
  return async (question, signal) => {
    for (;;) {
      const offer = offered(host.wheel())
      if (offer === undefined) return local(question, signal)
      const answer = await local({...question, options: [...question.options, offer.option]}, signal)
      if (answer?.option !== offer.option.id || signal.aborted) return answer
      host.move(offer.move)
    }
  }
}

type Offer = {readonly move: WheelMove; readonly option: Option}

/** One thing at a time: taking it back, giving it to who asks, handing it over. Nothing where nobody else is there. */
function offered({driver, next, others, guests = [], wantedBy}: WheelView): Offer | undefined {
  const option = (label: string) => ({id: 'wheel', key: 'W', label, isAside: true})
  if (guests.some(({name}) => name === driver)) return {move: 'take-back', option: option('Take the wheel back')}
  if (wantedBy !== undefined)
    return {move: 'grant', option: option(`${wantedBy}, who asks for it, drives from here on`)}
  return others.length === 0 ? undefined : {move: 'hand-over', option: option(`${next} drives from here on`)}
}
