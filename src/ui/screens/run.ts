import {clean} from '../../domain/clean-text.ts'
import type {Problem} from '../../domain/problem.ts'
import type {Subject} from '../../domain/question.ts'
import {currentStep, type Session, type StepSession} from '../../journal/session.ts'
import type {WizardView} from '../../store/view.ts'
import type {Layout} from '../layout.ts'
import {outputRows} from '../output/output-rows.ts'
import {commandRows} from '../output/pane-rows.ts'
import {activityRow} from '../rows/activity-row.ts'
import {diffRows} from '../rows/diff-rows.ts'
import {problemRows} from '../rows/problem-rows.ts'
import {blank, paragraphs, prose, type Row, rule, span} from '../rows/row.ts'
import {sessionRows} from '../rows/step-rows.ts'
import {riskWord} from '../rows/words.ts'
import {rolledBackRows, writtenRow, writtenRows} from '../rows/written-rows.ts'
import type {ScreenParts} from '../screen-parts.ts'

type Detail = Pick<ScreenParts['detail'], 'head' | 'body'>

/** The steps, and of the one at hand what it does, did, or would do. */
export function runParts(view: WizardView, session: Session, layout: Layout): ScreenParts {
  const step = stepInView(view, session)
  const {wasmtime, rust} = session.plan.target
  return {
    title: wasmtime === null ? `To Rust ${rust.version}` : `To Rust ${rust.version} and wasmtime ${wasmtime}`,
    list: sessionRows(session, step?.plan.id, layout.list, view.nowMs),
    detail: {
      title: step === undefined ? '' : clean(step.plan.title),
      ...(step === undefined ? {} : {remark: remarkOf(step)}),
      ...withNotes(detailOf(view, session, step, layout), session, step, layout.detail.width),
    },
  }
}

/** The latest notes on the step, above everything else: somebody wrote them to be read here. */
function withNotes(detail: Detail, session: Session, step: StepSession | undefined, width: number): Detail {
  const notes = session.notes.filter(note => note.step === step?.plan.id).slice(-2)
  const rows = notes.flatMap(({text, by}) => prose(clean(`${text} (${by})`), width, {style: 'dim', first: 'Note: '}))
  return rows.length === 0 ? detail : {...detail, head: [...rows, blank, ...detail.head]}
}

/** The list says the state already; a title that is cut says less than it. */
function remarkOf({attempt, plan}: StepSession): string {
  const parts = [attempt > 1 ? `try ${attempt}` : '', riskWord[plan.risk]]
  return parts.filter(Boolean).join(', ')
}

/** The step a question is about, else the one that is being worked on. */
export function stepInView({question}: WizardView, session: Session): StepSession | undefined {
  const asksAbout = question !== undefined && 'stepId' in question.subject ? question.subject.stepId : undefined
  return session.steps.find(step => step.plan.id === asksAbout) ?? currentStep(session)
}

function detailOf(view: WizardView, session: Session, step: StepSession | undefined, layout: Layout): Detail {
  const {width} = layout.detail
  const subject = view.question?.subject
  switch (subject?.kind) {
    case 'before-step':
      return {head: rolledBackRows(session, step), body: beforeRows(subject, width)}
    case 'blocked-step':
    case 'refused-commit':
      return {head: [], body: problemRows(subject.problem, width, {isWarning: true})}
    case 'edited-file':
      return {head: [], body: editedRows(subject, width)}
    case 'leftover':
      return {head: [], body: leftoverRows(subject, width)}
    case 'after-step':
      return afterStep(subject, view, step, layout)
    default:
      return working(view, session, step, width)
  }
}

function beforeRows({summary, writes}: Extract<Subject, {kind: 'before-step'}>, width: number): Row[] {
  return [...paragraphs(summary, width), ...diffRows(writes, width)]
}

function afterStep(
  {outcome}: Extract<Subject, {kind: 'after-step'}>,
  view: WizardView,
  step: StepSession | undefined,
  layout: Layout,
): Detail {
  const {width} = layout.detail
  if (outcome.kind === 'ok') {
    const summary = prose(clean(outcome.summary), width, {style: 'good', first: '✓ '})
    return view.command === undefined
      ? {head: [], body: [...summary, ...writtenRows(step, width)]}
      : {
          head: [...summary, ...writtenRow(step, width), blank, ...commandRows(view.command, view, width)],
          body: 'output',
        }
  }
  if (view.command === undefined) return {head: [], body: problemRows(outcome.problem, width)}
  const problem = problemRows(outcome.problem, width)
  return {head: [], body: [...problem, ...lastLines(view, outcome.problem, problem.length, layout)]}
}

/** The end of the output in what room the problem leaves; nothing when it quotes the output itself. */
function lastLines(view: WizardView, {detail: said}: Problem, used: number, {detail, isWide}: Layout): Row[] {
  const room = detail.height - used - 2 - (isWide ? 2 : 0)
  if (view.tail.totalLines === 0 || said.split('\n').length > 3 || room < 3) return []
  return [
    blank,
    rule('Last lines of output', detail.width, 'Tab shows all'),
    ...outputRows(view.tail, {width: detail.width, height: room}),
  ]
}

function working(view: WizardView, session: Session, step: StepSession | undefined, width: number): Detail {
  const spoken = [
    ...activityRow(view, width),
    ...view.said.slice(-1).flatMap(one => prose(clean(one), width, {style: 'dim'})),
  ]
  if (view.command !== undefined) return {head: [...spoken, ...commandRows(view.command, view, width)], body: 'output'}
  if (session.undoing !== undefined) {
    const names = session.undoing.steps.map(id => session.steps.find(one => one.plan.id === id)?.plan.title ?? id)
    return {head: [], body: [...prose(`Restoring the files of: ${names.join(', ')}`, width), ...spoken]}
  }
  return {head: [], body: [...(step === undefined ? [] : prose(clean(step.plan.why), width)), blank, ...spoken]}
}

function leftoverRows({step, what, command}: Extract<Subject, {kind: 'leftover'}>, width: number): Row[] {
  return [
    ...prose(clean(what), width, {style: 'strong'}),
    ...prose(clean(`“${step}” installed it; it was not there before. Nothing that can be asked uses it now.`), width, {
      first: '  ',
      rest: '  ',
    }),
    blank,
    ...prose(clean(`Removing it runs: ${command}`), width, {first: '  ', rest: '  '}),
  ]
}

function editedRows({path, during, difference}: Extract<Subject, {kind: 'edited-file'}>, width: number): Row[] {
  return [
    [span('! ', 'warn'), span(clean(path), 'strong'), span(' was edited by someone else', 'warn')],
    ...prose(`It changed during: ${clean(during)}. The wizard never overwrites such a change unasked.`, width, {
      first: '  ',
    }),
    ...(difference === undefined
      ? []
      : [
          ...prose('What the saved one would change:', width, {first: '  '}),
          ...diffRows([{path, ...difference}], width),
        ]),
  ]
}
