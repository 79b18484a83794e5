import type {HeadlessFace} from '../../headless/headless-face.ts'
import type {HostMessage} from '../../pair/messages.ts'
import type {News} from '../../pair/news.ts'

/** Tells in lines what the host says, for whoever watches without a screen. `ended` hears the run's last lines. */
export function newsInLines(
  face: HeadlessFace,
  ended: (lines: readonly string[]) => void,
): (message: HostMessage) => void {
  let driver: string | undefined
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
      case 'spoken':
        face.say(news.line)
        return
      case 'asked':
        face.say(`Asked: ${news.question.title}`)
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
    else if (message.type === 'welcome' || message.type === 'snapshot') for (const news of message.news) show(news)
    else if (message.type === 'told') face.say(message.text)
  }
}
