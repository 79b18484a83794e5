import {clean} from '../../domain/clean-text.ts'
import type {Subject, UndoChoice, UndoneFile} from '../../domain/question.ts'
import type {WizardView} from '../../store/view.ts'
import type {Layout} from '../layout.ts'
import {diffRows, type ShownFile} from '../rows/diff-rows.ts'
import {problemRows} from '../rows/problem-rows.ts'
import {blank, prose, type Row, span} from '../rows/row.ts'
import {extentOf, undoList} from '../rows/undo-rows.ts'
import {cutStart} from '../rows/width.ts'
import type {ScreenParts} from '../screen-parts.ts'

type UndoSubject = Extract<Subject, {kind: 'undo'}>

/** Every way back; of the marked one which steps go, what stays, and each file as it would be. */
export function undoParts({choices}: UndoSubject, {local}: WizardView, layout: Layout): ScreenParts {
  const choice = choices[local.highlight]
  return {
    title: 'Undo',
    remark: 'nothing is changed before you say so',
    list: undoList(choices, local.highlight, layout.list),
    detail: {
      title: choice === undefined ? '' : clean(choice.title),
      ...(choice === undefined ? {} : {remark: extentOf(choice)}),
      head: [],
      body: choice === undefined ? [] : choiceRows(choice, layout.detail.width),
    },
  }
}

function choiceRows(choice: UndoChoice, width: number): Row[] {
  const {against, isRefused, stays, files} = choice
  if (against !== undefined && isRefused === true) return problemRows(against, width, {isWarning: true})
  const about = [
    ...stepRows(choice, width),
    ...stays.flatMap(one => prose(clean(one), width, {first: '• ', rest: '  '})),
    ...files.flatMap(file => editedRows(file, width)),
    ...(files.length === 0 ? prose('No file changes: only what was decided is open again.', width) : []),
  ]
  return [...warningRows(against, about.length > 0, width), ...about, ...diffRows(files.map(shownFile), width)]
}

/** What would be wrong afterwards; the ways around it stand in the list. */
function warningRows(against: UndoChoice['against'], isMore: boolean, width: number): Row[] {
  if (against === undefined) return []
  return [...problemRows({...against, nextSteps: []}, width, {isWarning: true}), ...(isMore ? [blank] : [])]
}

/** Steps that go, those that nobody asked for with the one they need. */
function stepRows({steps, because}: UndoChoice, width: number): Row[] {
  if (steps.length < 2) return []
  return steps.flatMap(({id, title}) => {
    const needs = because.find(one => one.step === id)?.needs
    const needed = steps.find(one => one.id === needs)?.title
    const why = needed === undefined ? [] : prose(clean(`needs “${needed}”`), width, {style: 'dim', first: '    '})
    return [...prose(clean(title), width, {style: 'warn', first: '↺ '}), ...why]
  })
}

/** What becomes of edits made by hand. */
function editedRows({path, isEditedSince, needsDecision}: UndoneFile, width: number): Row[] {
  if (!isEditedSince && !needsDecision) return []
  const says = needsDecision ? 'was edited where a step wrote: you are asked' : 'was edited since: your edits stay'
  return [
    [span('! ', 'warn'), span(cutStart(clean(path), width - says.length - 3), 'strong'), span(` ${says}`, 'warn')],
  ]
}

function shownFile({path, before, after, said}: UndoneFile): ShownFile {
  return {path, before, after, ...(said === undefined ? {} : {said})}
}
