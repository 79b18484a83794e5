import {clean} from '../domain/clean-text.ts'
import type {Option, Question} from '../domain/question.ts'
import type {Input, WizardView} from '../store/view.ts'
import {choicesOf} from './choices.ts'
import {groupBy} from './group.ts'
import {cutRow, type Row, rowWidth, rule, type Span, span} from './row.ts'
import {costsOf, ticksIn} from './ticks.ts'
import {cutStart, fitting} from './width.ts'
import {counted} from './words.ts'

/** The rows above the footer: the open question with its options, the line being typed, or the question before quitting. */
export function gateRows(view: WizardView, width: number): readonly Row[] {
  const {question, local} = view
  if (local.confirmsQuit) return confirmation(width)
  if (question === undefined) return []
  const title = rule(clean(question.title), width)
  const asked = {...question, options: choicesOf(view)}
  if (local.input?.option !== undefined) return [title, inputRow(asked, local.input, width)]
  return [title, ...leftOutRow(view, width), ...optionRows(asked, local.isGuarded, width)]
}

/** What starting with the plan as it is ticked would leave undone. */
function leftOutRow(view: WizardView, width: number): Row[] {
  const {leftOut = []} = ticksIn(view) ?? {}
  if (leftOut.length === 0) return []
  const head = `! ${counted(leftOut.length, 'step')} left out: `
  return [[span(head, 'warn'), span(fitting(costsOf(leftOut), width - head.length), 'warn')]]
}

function confirmation(width: number): Row[] {
  const keys = [span('y', 'key'), span(' quit    '), span('n', 'key'), span(' stay')]
  const said = [span('A command is running. It is ended, and the next start goes on from this step.')]
  return [rule('Quit now?', width), cutRow(said, width), cutRow(keys, width)]
}

/** Options in as few rows as they pad; disabled ones say why, those with one reason in a row of their own. */
function optionRows(question: Question, isGuarded: boolean, width: number): Row[] {
  // Quit has its place in the footer, the same on every screen; so have other ways out of the question.
  const inGate = question.options.filter(({id, isAside}) => id !== 'quit' && isAside !== true)
  const open = inGate.filter(option => option.disabledBecause === undefined)
  const shut = inGate.filter(option => option.disabledBecause !== undefined)
  const rows: Span[][] = [[]]
  for (const option of open) {
    const item = openOption(option, option.id === question.recommended, isGuarded)
    const last = rows.at(-1) ?? []
    const gap = last.length === 0 ? [] : [span('   ')]
    if (last.length > 0 && rowWidth([...last, ...gap, ...item]) > width) rows.push([...item])
    else last.push(...gap, ...item)
  }
  return [
    ...rows.filter(row => row.length > 0),
    ...[...groupBy(shut, ({disabledBecause = ''}) => disabledBecause)].map(([reason, options]) => [
      span(`${options.map(({key, label}) => `${key} ${label}`).join(', ')}: ${reason}`, 'dim'),
    ]),
  ].map(row => cutRow(row, width))
}

function openOption({key, label}: Option, isRecommended: boolean, isGuarded: boolean): Row {
  if (isGuarded) return [span(`${key} ${clean(label)}`, 'dim')]
  return [span(key, 'key'), span(' '), span(clean(label), isRecommended ? 'strong' : undefined)]
}

function inputRow(question: Question, input: Input, width: number): Row {
  const option = question.options.find(one => one.id === input.option)
  const label = option?.label ?? ''
  const head = option?.typed === undefined ? `${label}: ` : `${label}, type ${option.typed} to confirm: `
  const text = cutStart(input.text, Math.max(8, width - head.length - 1))
  return [span(head, 'accent'), span(text), span(' ', 'cursor')]
}
