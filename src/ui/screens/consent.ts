import {clean} from '../../domain/clean-text.ts'
import type {Subject} from '../../domain/question.ts'
import type {WizardView} from '../../store/view.ts'
import type {Layout} from '../layout.ts'
import {blank, prose} from '../row.ts'
import type {ScreenParts} from '../screen-parts.ts'

type ConsentSubject = Extract<Subject, {kind: 'consent'}>

/** What came with the repository and wants to be used: all of it, before anybody agrees. */
export function consentParts({to, lines, key}: ConsentSubject, _view: WizardView, layout: Layout): ScreenParts {
  const {width} = layout.detail
  return {
    title: to === 'commands' ? 'Commands of this repository’s own' : 'A session that was not started here',
    remark: to === 'commands' ? `SHA-256 ${key.slice(0, 12)}…` : `session ${clean(key)}`,
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
