import {clean} from '../../domain/clean-text.ts'
import type {Question} from '../../domain/question.ts'
import {agreesWith, mayAnswer} from '../../store/may-answer.ts'
import type {WizardView} from '../../store/view.ts'
import {driverName} from '../wheel-facts.ts'
import {cutRow, prose, type Row, span} from './row.ts'
import {cut} from './width.ts'

/** Whose answer is waited for, where it isn't that of this screen, and what becomes of a choice; no row where it is. */
export function seatRows(view: WizardView, question: Question, width: number): readonly Row[] {
  const text = seatText(view, question)
  return text === '' ? [] : [cutRow([span(text, 'warn')], width)]
}

function seatText(view: WizardView, question: Question): string {
  const {wheel, guest, isAway} = view
  const driver = wheel === undefined ? 'the host' : cut(driverName(wheel.driver), 24)
  if (isAway === true) return 'The host is away: nothing can be answered until it is back'
  if (guest?.role === 'viewer') return `You read along; ${driver} decides`
  if (question.options.some(option => agreesWith(view, question, option)))
    return guest === undefined ? '' : `${driver} asks whether you agree; yes takes your name`
  return mayAnswer(view) === 'suggests' ? `${driver} decides; what you choose is a suggestion` : ''
}

/** What people said to each other lately, two rows of each at most. */
export function heardRows({heard = [], local}: WizardView, width: number): readonly Row[] {
  const isLow = local.size.rows < 20
  const lines = isLow ? heard.slice(-1) : heard
  return lines.flatMap(said =>
    prose(clean(said.replace(/\s+/g, ' ')), width, {style: 'accent', first: '» '}).slice(0, isLow ? 1 : 2),
  )
}
