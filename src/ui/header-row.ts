import type {WizardView} from '../store/view.ts'
import {clean} from './clean-text.ts'
import {ends, type Row, type Span, span} from './row.ts'
import {stepInView} from './screens/run.ts'
import {stepNumber} from './step-rows.ts'
import {clockTime, diskSize} from './words.ts'

/** The first row: where we are on the left, how far on the right. */
export function headerRow(view: WizardView, repository: string, width: number): Row {
  const {survey, session, diskFreeBytes, nowMs, question} = view
  const branch = survey?.git?.branch ?? session?.git?.branch ?? undefined
  const left: Row = [
    span('upgrade-wizard', 'accent'),
    span('  '),
    span(clean(repository), 'strong'),
    ...(branch === undefined ? [] : [span(`  ${clean(branch)}`, 'dim')]),
  ]
  const isOver = session?.verdict !== undefined || question?.subject.kind === 'report'
  const facts = [
    session === undefined || isOver ? '' : stepNumber(session, stepInView(view, session)?.plan.id),
    session === undefined
      ? ''
      : clockTime((isOver ? Date.parse(session.lastEventAt) : nowMs) - Date.parse(session.startedAt)),
    diskFreeBytes === undefined ? '' : `${diskSize(diskFreeBytes)} free`,
  ].filter(Boolean)
  return ends(
    left,
    facts.flatMap((fact, at): Span[] => [span(at === 0 ? fact : `   ${fact}`, 'dim')]),
    width,
  )
}
