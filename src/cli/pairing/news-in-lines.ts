import type {HeadlessFace} from '../../headless/headless-face.ts'
import type {HostMessage} from '../../pair/messages.ts'
import type {News} from '../../pair/news.ts'
import {keptSaid} from '../../pair/replica.ts'

/** Tells in lines what the host says, for whoever watches without a screen. `ended` hears the run's last lines. */
export function newsInLines(
  face: HeadlessFace,
  ended: (lines: readonly string[]) => void,
): (message: HostMessage) => void {
  let driver: string | undefined
  let asked: number | undefined
  let told: readonly string[] = []
  const show = (news: News): void => {
    switch (news.kind) {
      case 'survey':
        face.see(news.survey)
        return
      case 'session':
        face.resume(news.session)
        return
      case 'event':
        face.hear(news.timed)
        return
      case 'activity':
        face.activity(news.text)
        return
      case 'amount':
        face.showAmount(news.amount)
        return
      case 'disk':
        face.showDisk(news.disk)
        return
      case 'life':
        face.showLife(news.sign)
        return
      case 'said':
        told = [...told, news.line].slice(-keptSaid)
        face.say(news.line)
        return
      case 'spoken':
        face.say(news.line)
        return
      case 'asked':
        if (news.number !== asked) face.say(`Asked: ${news.question.title}`)
        asked = news.number
        return
      case 'settled':
        if (news.by !== undefined) face.say(`${news.by}: ${news.option ?? 'no answer'}`)
        return
      case 'suggested':
        for (const {by, option} of news.suggestions.slice(-1)) face.say(`${by} suggests: ${option}`)
        return
      case 'wheel':
        if (news.wheel.driver !== driver) face.say(`${news.wheel.driver} drives`)
        driver = news.wheel.driver
        return
      case 'ended':
        ended(news.lines)
        return
      // There is no place for a tree among lines.
      case 'trees':
        return
      default:
        news satisfies never
    }
  }
  return message => {
    if (message.type === 'news') show(message.news)
    else if (message.type === 'welcome') {
      // Another host counts its questions anew.
      asked = undefined
      for (const news of message.news) show(news)
    } else if (message.type === 'snapshot') for (const news of unheard(message.news, told)) show(news)
    else if (message.type === 'told') face.say(message.text)
  }
}

/** A snapshot for somebody who fell behind says the run's latest lines again: without those that end what was told already. */
function unheard(snapshot: readonly News[], told: readonly string[]): readonly News[] {
  const lines = snapshot.flatMap(news => (news.kind === 'said' ? [news.line] : []))
  const heard = overlap(told, lines)
  let seen = 0
  return snapshot.filter(({kind}) => kind !== 'said' || ++seen > heard)
}

/** How many of the last lines of one are the first of the other; the most there are. */
function overlap(before: readonly string[], after: readonly string[]): number {
  let count = Math.min(before.length, after.length)
  while (!before.slice(before.length - count).every((line, at) => line === after[at])) count -= 1
  return count
}
