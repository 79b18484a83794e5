import {clean} from '../../domain/clean-text.ts'
import type {Option, Question} from '../../domain/question.ts'
import {mayAnswer} from '../../store/may-answer.ts'
import type {Input, WizardView} from '../../store/view.ts'
import {choicesOf} from '../choices/choices.ts'
import {ghostMark, homelessMarks} from '../choices/ghost-marks.ts'
import {costsOf, ticksIn} from '../choices/ticks.ts'
import {groupBy} from './group.ts'
import {cutRow, type Row, rowWidth, rule, type Span, span} from './row.ts'
import {heardRows, seatRows} from './seat-row.ts'
import {cutStart, fitting} from './width.ts'
import {counted} from './words.ts'

/** The rows above the footer: the open question with its options, the line being typed, or the question before quitting. */
export function gateRows(view: WizardView, width: number): readonly Row[] {
  if (view.local.confirmsQuit) return confirmation(view, width)
  return [...questionRows(view, width), ...heardRows(view, width)]
}

function questionRows(view: WizardView, width: number): readonly Row[] {
  const {question, local} = view
  if (question === undefined) return []
  const title = rule(clean(question.title), width)
  const asked = {...question, options: choicesOf(view)}
  if (local.input?.option !== undefined) return [title, inputRow(asked, local.input, width)]
  return [title, ...leftOutRow(view, width), ...optionRows(asked, view, width), ...seatRows(view, question, width)]
}

/** What starting with the plan as it is ticked would leave undone. */
function leftOutRow(view: WizardView, width: number): Row[] {
  const {leftOut = []} = ticksIn(view) ?? {}
  if (leftOut.length === 0) return []
  const head = `! ${counted(leftOut.length, 'step')} left out: `
  return [[span(head, 'warn'), span(fitting(costsOf(leftOut), width - head.length), 'warn')]]
}

function confirmation({guest}: WizardView, width: number): Row[] {
  const [leave, said] =
    guest === undefined
      ? ['quit', 'A command is running. It is ended, and the next start goes on from this step.']
      : ['leave', 'The upgrade goes on without you; join again at any time.']
  const keys = [span('y', 'key'), span(` ${leave}    `), span('n', 'key'), span(' stay')]
  const title = guest === undefined ? 'Quit now?' : 'Leave now?'
  return [rule(title, width), cutRow([span(said)], width), cutRow(keys, width)]
}

/**
 * Options in as few rows as they pad, beside each who else would choose it; disabled ones say why, those with one reason in a
 * row of their own.
 */
function optionRows(question: Question, view: WizardView, width: number): Row[] {
  // Quit has its place in the footer, the same on every screen; so have other ways out of the question.
  const inGate = question.options.filter(({id, isAside}) => id !== 'quit' && isAside !== true)
  const open = inGate.filter(option => option.disabledBecause === undefined)
  const shut = inGate.filter(option => option.disabledBecause !== undefined)
  const isShut = view.local.isGuarded || mayAnswer(view) === 'reads'
  const rows: Span[][] = [[]]
  for (const option of open) {
    const item = [...openOption(option, option.id === question.recommended, isShut), ...ghost(ghostMark(view, option))]
    const last = rows.at(-1) ?? []
    const gap = last.length === 0 ? [] : [span('   ')]
    if (last.length > 0 && rowWidth([...last, ...gap, ...item]) > width) rows.push([...item])
    else last.push(...gap, ...item)
  }
  return [
    ...rows,
    ...[...groupBy(shut, ({disabledBecause = ''}) => disabledBecause)].map(([reason, options]) => [
      span(`${options.map(({key, label}) => `${key} ${clean(label)}`).join(', ')}: ${reason}`, 'dim'),
    ]),
    ghost(homelessMarks(view, open)).slice(1),
  ]
    .filter(row => row.length > 0)
    .map(row => cutRow(row, width))
}

/** Set apart from what it stands beside. */
function ghost(mark: string): Row {
  return mark === '' ? [] : [span(' '), span(mark, 'dim')]
}

function openOption({key, label}: Option, isRecommended: boolean, isShut: boolean): Row {
  if (isShut) return [span(`${key} ${clean(label)}`, 'dim')]
  return [span(key, 'key'), span(' '), span(clean(label), isRecommended ? 'strong' : undefined)]
}

function inputRow(question: Question, input: Input, width: number): Row {
  const option = question.options.find(one => one.id === input.option)
  const label = option?.label ?? ''
  const head = option?.typed === undefined ? `${label}: ` : `${label}, type ${option.typed} to confirm: `
  const text = cutStart(input.text, Math.max(8, width - head.length - 1))
  return [span(head, 'accent'), span(text), span(' ', 'cursor')]
}
