import {clean} from '../../domain/clean-text.ts'
import type {Subject} from '../../domain/question.ts'
import type {WizardView} from '../../store/view.ts'
import type {Layout} from '../layout.ts'
import {blank, prose} from '../rows/row.ts'
import type {ScreenParts} from '../screen-parts.ts'

type ConsentSubject = Extract<Subject, {kind: 'consent'}>

/** What somebody is to agree to: all of it, before anybody does. */
export function consentParts({to, lines, key}: ConsentSubject, _view: WizardView, layout: Layout): ScreenParts {
  const {width} = layout.detail
  return {
    title: titles[to],
    remark: remarkOf(to, key),
    detail: {
      title: '',
      head: [blank],
      body: lines.flatMap(one => {
        const text = clean(one)
        const indent = text.length - text.trimStart().length
        return prose(text.trimStart(), width, {
          style: indent > 0 ? 'dim' : undefined,
          first: ' '.repeat(indent),
          rest: ' '.repeat(indent + 2),
        })
      }),
    },
  }
}

function remarkOf(to: ConsentSubject['to'], key: string): string {
  if (to === 'sharing' || to === 'people') return ''
  return to === 'session' ? `session ${clean(key)}` : `SHA-256 ${key.slice(0, 12)}…`
}

const titles: Readonly<Record<ConsentSubject['to'], string>> = {
  commands: 'Commands of this repository’s own',
  session: 'A session that was not started here',
  approval: 'What a second person agrees to',
  sharing: 'How they come in',
  people: 'Who takes part',
}
