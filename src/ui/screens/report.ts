import {clean} from '../../domain/clean-text.ts'
import type {Subject} from '../../domain/question.ts'
import type {Session} from '../../journal/session.ts'
import type {WizardView} from '../../store/view.ts'
import type {Layout} from '../layout.ts'
import {verdictRows} from '../rows/compare-rows.ts'
import {gaugeRows} from '../rows/gauge-rows.ts'
import {markdownRows} from '../rows/markdown-rows.ts'
import {blank, type Row} from '../rows/row.ts'
import {burnDownRows, freeRows, stepTimeRows} from '../rows/way-rows.ts'
import {relativeTo} from '../rows/words.ts'
import type {ScreenParts} from '../screen-parts.ts'
import {comparisonOf} from '../tabs/compare-tab.ts'

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
      body: session === undefined ? markdownRows(markdown, width) : withPictures(markdown, session, width),
    },
  }
}

/** The text with bars below what it says of numbers and of time. */
function withPictures(markdown: string, session: Session, width: number): Row[] {
  return markdown.split(/^(?=## )/m).flatMap(part => {
    const pictures = picturesOf(/^## (.*)$/m.exec(part)?.[1], session, width)
    const rows = markdownRows(part.trimEnd(), width)
    return [...rows, ...(pictures.length === 0 ? [] : [blank, ...pictures]), blank]
  })
}

function picturesOf(title: string | undefined, session: Session, width: number): Row[] {
  const {numbers, rounds} = comparisonOf(session)
  switch (title) {
    case 'Numbers':
      return gaugeRows(numbers, width)
    case 'Time':
      return [...stepTimeRows(session, width), ...burnDownRows(rounds, width), ...freeRows(session, width)]
    default:
      return []
  }
}
