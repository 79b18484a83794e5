import type {Subject} from '../../domain/question.ts'
import type {WizardView} from '../../store/view.ts'
import {clean} from '../clean-text.ts'
import type {Layout} from '../layout.ts'
import {markdownRows} from '../markdown-rows.ts'
import type {ScreenParts} from '../screen-parts.ts'
import {relativeTo} from '../words.ts'

type ReportSubject = Extract<Subject, {kind: 'report'}>

/** The report as it lies on disk. */
export function reportParts({markdown, path}: ReportSubject, {survey}: WizardView, layout: Layout): ScreenParts {
  return {
    title: 'Report',
    remark: clean(relativeTo(survey?.root, path)),
    detail: {title: '', head: [], body: markdownRows(markdown, layout.detail.width)},
  }
}
