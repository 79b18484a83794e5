import {clean} from '../../domain/clean-text.ts'
import type {Subject} from '../../domain/question.ts'
import type {WizardView} from '../../store/view.ts'
import type {Layout} from '../layout.ts'
import {blank, line, prose} from '../rows/row.ts'
import {counted} from '../rows/words.ts'
import type {ScreenParts} from '../screen-parts.ts'

type OnPurposeSubject = Extract<Subject, {kind: 'on-purpose'}>

/** Places that state an older Rust and look as if they were meant to: each with the reason. */
export function onPurposeParts({findings, needed}: OnPurposeSubject, _view: WizardView, layout: Layout): ScreenParts {
  const {width} = layout.detail
  return {
    title: 'Another Rust on purpose?',
    remark: counted(findings.length, 'place'),
    detail: {
      title: '',
      head: [blank],
      body: [
        ...findings.flatMap(({path, line: number, value, onPurpose = ''}) => [
          line(`${clean(path)}:${number}  ${clean(value)}`, 'strong'),
          ...prose(clean(onPurpose), width, {first: '  '}),
        ]),
        blank,
        ...prose(
          `The upgrade needs Rust ${needed}. What these places build must go on without it, or fails once it depends on the raised wasmtime.`,
          width,
          {style: 'dim'},
        ),
      ],
    },
  }
}
