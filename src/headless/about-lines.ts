import {placeOf} from '../domain/checklist.ts'
import {count} from '../domain/count.ts'
import type {Question, ShownItem, StepPreview, Subject} from '../domain/question.ts'
import type {Session} from '../journal/session.ts'
import {describeProblem} from '../plan/describe-plan.ts'
import type {Lines} from './choice.ts'
import {plainLines, plainText} from './plain-text.ts'
import {fileLine, onOneLine} from './shown-lines.ts'
import {startLines} from './start-lines.ts'

type About = {
  readonly session: Session | undefined
  /** How the step ended was told just now. */
  readonly isTold: boolean
  /** The item of a checklist that is asked about, counted from 0; past the last one the whole list is. */
  readonly item: number
}

/** What a question is about, as lines to be heard: everything the answer needs, nothing that is drawn. */
export function aboutLines({subject}: Question, about: About): Lines {
  switch (subject.kind) {
    case 'start':
      return startLines(subject.survey)
    case 'resume':
      return [...subject.since.map(plainText), ...standing(about.session)]
    case 'target':
      return ['Each number is a release of wasmtime.']
    case 'on-purpose':
      return subject.findings.map(({path, line, value, onPurpose = ''}) =>
        plainText(`${path}:${line} states ${value}: ${onPurpose}`),
      )
    case 'plan':
      return planLines(subject)
    case 'before-step':
      return [...plainLines(subject.summary), ...subject.writes.map(fileLine)]
    case 'after-step':
      return about.isTold ? [] : outcomeLines(subject)
    case 'checklist':
      return checklistLines(subject.items, about.item)
    case 'blocked-step':
    case 'refused-commit':
      return about.isTold ? [] : describeProblem(subject.problem)
    case 'low-room':
      return roomLines(subject)
    case 'edited-file':
      return [
        `It changed during: ${plainText(subject.during)}. Nothing of yours is overwritten unasked.`,
        ...savedLine(subject),
      ]
    case 'leftover':
      return [
        `Removing it runs: ${plainText(subject.command)}`,
        'Nothing else on this machine uses it, as far as rustup and this repository tell.',
      ]
    case 'undo':
      return ['Nothing is changed before you say what. “Undo this” lists every way back.']
    case 'consent':
      return subject.lines.map(plainText)
    case 'report':
      return [`The report is in ${plainText(subject.path)}`]
    default:
      return subject satisfies never
  }
}

/** `2. Raise Rust to 1.86: accepted` for each step of a session. */
function standing(session: Session | undefined): Lines {
  return (session?.steps ?? []).map(
    ({plan, state}, at) => `${at + 1}. ${plainText(plan.title)}: ${state.status.replace('-', ' ')}`,
  )
}

function planLines({plan, previews}: Extract<Subject, {kind: 'plan'}>): Lines {
  const {wasmtime, rust} = plan.target
  const goal = `${wasmtime === null ? '' : `wasmtime ${wasmtime} on `}Rust ${rust.version}`
  return [
    `${count(plan.steps.length, 'step')} to ${goal}:`,
    ...plan.steps.map(
      ({id, title, risk}, at) => `${at + 1}. ${plainText(title)}${remark(risk, previewOf(id, previews))}`,
    ),
  ]
}

/** `, low risk, 3 files` */
function remark(risk: string, preview: StepPreview | undefined): string {
  const files = preview?.writes.length ?? 0
  return `${risk === 'none' ? '' : `, ${risk} risk`}${files === 0 ? '' : `, ${count(files, 'file')}`}`
}

export function previewOf(id: string, previews: readonly StepPreview[]): StepPreview | undefined {
  return previews.find(({stepId}) => stepId === id)
}

function outcomeLines({outcome}: Extract<Subject, {kind: 'after-step'}>): Lines {
  return outcome.kind === 'ok' ? plainLines(outcome.summary) : describeProblem(outcome.problem)
}

function roomLines({command, shortage}: Extract<Subject, {kind: 'low-room'}>): Lines {
  return [`Paused: ${plainText(command)}`, ...(shortage === undefined ? [] : [plainText(shortage.why)])]
}

/** How much the saved version would change. */
function savedLine({path, difference}: Extract<Subject, {kind: 'edited-file'}>): Lines {
  if (difference === undefined) return []
  const {before, after, said} = difference
  if (said !== undefined) return [plainText(said)]
  return after === undefined ? ['In the saved version there is no such file.'] : [fileLine({path, before, after})]
}

function checklistLines(items: readonly ShownItem[], at: number): Lines {
  const item = items[at]
  if (item === undefined) return items.map((one, index) => itemLine(one, index))
  const {what, todo, before, after, note, frame = []} = item
  return [
    `Item ${at + 1} of ${items.length}, ${markWord(item)}: ${plainText(placeOf(item))}`,
    plainText(what),
    ...(before === undefined ? [] : [`Before: ${plainText(onOneLine(before))}`]),
    ...(after === undefined ? [] : [`After: ${plainText(onOneLine(after))}`]),
    `To do: ${plainText(todo)}`,
    ...(note === undefined ? [] : [`Note: ${plainText(note)}`]),
    ...frame.map(plainText),
  ]
}

/** `3. src/lib.rs:12, open: what changed there` */
export function itemLine(item: ShownItem, at: number): string {
  return plainText(`${at + 1}. ${placeOf(item)}, ${markWord(item)}: ${item.what}`)
}

function markWord({mark, compiles, effect}: ShownItem): string {
  if (mark === 'done') return 'done'
  if (mark === 'not-applicable') return 'not applicable'
  if (compiles === true) return 'compiles as it is'
  return effect === 'silent' ? 'open, nothing tells' : 'open'
}
