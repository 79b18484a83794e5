import {clean} from '../../domain/clean-text.ts'
import type {Subject} from '../../domain/question.ts'
import type {WizardView} from '../../store/view.ts'
import {verdictRows} from '../compare-rows.ts'
import type {Layout} from '../layout.ts'
import {markdownRows} from '../markdown-rows.ts'
import type {ScreenParts} from '../screen-parts.ts'
import {comparisonOf} from '../tabs/compare-tab.ts'
import {relativeTo} from '../words.ts'

type ReportSubject = Extract<Subject, {kind: 'report'}>

/** The report as it lies on disk, under its verdict. */
export function reportParts(
  {markdown, path}: ReportSubject,
  {survey, session}: WizardView,
  {detail: {width}}: Layout,
): ScreenParts {
  return {
    title: 'Report',
    remark: clean(relativeTo(survey?.root, path)),
    detail: {
      title: '',
      head: session === undefined ? [] : verdictRows(comparisonOf(session), width),
      body: markdownRows(markdown, width),
    },
  }
}
