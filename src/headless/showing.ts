import {placeOf} from '../domain/checklist.ts'
import type {Question, Subject, UndoChoice} from '../domain/question.ts'
import type {FileWrite, Proposal} from '../domain/step-kind.ts'
import type {Session} from '../journal/session.ts'
import {describeProblem} from '../plan/describe-plan.ts'
import {itemLine, previewOf} from './about-lines.ts'
import type {Choice, Lines, Picked} from './choice.ts'
import {outputLines, type ReadLog} from './output-lines.ts'
import {plainLines, plainText} from './plain-text.ts'
import {causeLabel, causeLines, changedFiles, diagnosisIn, proposalOf} from './shown-lines.ts'

type Known = {readonly session: Session | undefined; readonly readLog: ReadLog}

/** What can be told on request before a question is answered: the changes, the causes, the output, the tree, the report. */
export function showing({subject}: Question, known: Known): readonly Choice[] {
  switch (subject.kind) {
    case 'start':
      return subject.tree.length === 0
        ? []
        : [show('tree', 'Show the dependency tree', () => subject.tree.map(plainText))]
    case 'plan':
      return [pick('show', 'Show a step', 'step', stepsOf(subject))]
    case 'before-step':
      return changes(subject.writes)
    case 'after-step':
      return afterStep(subject, known)
    case 'checklist':
      return items(subject)
    case 'edited-file':
      return subject.difference === undefined
        ? []
        : [show('show', 'Show what the saved version would change', () => savedVersion(subject))]
    case 'undo':
      return [pick('show', 'Show a way back', 'way back', subject.choices.map(wayBack))]
    case 'report':
      return [show('show', 'Read the report', () => plainLines(subject.markdown))]
    default:
      return []
  }
}

function afterStep(subject: Extract<Subject, {kind: 'after-step'}>, {session, readLog}: Known): readonly Choice[] {
  const {outcome, proposals = []} = subject
  const step = session?.steps.find(({plan}) => plan.id === subject.stepId)
  const command = step?.commands.at(-1)
  const diagnosis = outcome.kind === 'failed' ? diagnosisIn(step?.data) : undefined
  const causes = (diagnosis?.groups ?? []).map(group => {
    const proposal = proposalOf(group, proposals)
    return {label: causeLabel(group, proposal), lead: told(() => causeLines(group, proposal))}
  })
  return [
    ...(causes.length === 0 ? [] : [pick('causes', 'Show a cause', 'cause', causes)]),
    ...(proposals.length === 0 ? [] : [pick('changes', 'Show what is proposed', 'proposal', proposals.map(proposed))]),
    ...(outcome.kind === 'failed'
      ? [show('problem', 'Tell the problem again', () => describeProblem(outcome.problem))]
      : []),
    ...(command === undefined
      ? []
      : [show('output', 'Show the last lines of output', () => outputLines(command, readLog))]),
  ]
}

function proposed({title, why, writes}: Proposal): Picked {
  return {label: plainText(title), lead: told(() => [...plainLines(why), ...changedFiles(writes)])}
}

/** Each step with its reason and every line that it would change. */
function stepsOf({plan, previews}: Extract<Subject, {kind: 'plan'}>): readonly Picked[] {
  return plan.steps.map(({id, title, why}) => {
    const {summary = '', writes = []} = previewOf(id, previews) ?? {}
    const edits = writes.length === 0 ? ['It edits nothing itself.'] : changedFiles(writes)
    return {
      label: plainText(title),
      lead: told(() => [...plainLines(why), ...(summary === '' ? [] : plainLines(summary)), ...edits]),
    }
  })
}

function savedVersion({path, difference}: Extract<Subject, {kind: 'edited-file'}>): Lines {
  return difference === undefined ? [] : changedFiles([{path, ...difference}])
}

/** Which steps go, what stays, and each file as it would be. */
function wayBack({title, steps, stays, files, against}: UndoChoice): Picked {
  const lines = () => [
    ...(against === undefined ? [] : describeProblem(against)),
    ...steps.map(step => plainText(`Undone: ${step.title}`)),
    ...stays.map(plainText),
    ...files
      .filter(({needsDecision}) => needsDecision)
      .map(({path}) => plainText(`${path} is asked about: it was edited by hand`)),
    ...changedFiles(files),
  ]
  return {label: plainText(title), lead: told(lines)}
}

function changes(writes: readonly FileWrite[]): readonly Choice[] {
  return writes.length === 0 ? [] : [show('show', 'Show the changes', () => changedFiles(writes))]
}

function items({items}: Extract<Subject, {kind: 'checklist'}>): readonly Choice[] {
  if (items.length < 2) return []
  const list = items.map((item, at) => ({label: plainText(placeOf(item)), lead: {kind: 'go' as const, item: at}}))
  return [show('list', 'List all items', () => items.map(itemLine)), pick('go', 'Go to an item', 'item', list)]
}

function show(word: string, label: string, lines: () => Lines | Promise<Lines>): Choice {
  return {word, label, lead: told(lines)}
}

function told(lines: () => Lines | Promise<Lines>): Choice['lead'] {
  return {kind: 'show', lines}
}

function pick(word: string, label: string, noun: string, list: readonly Picked[]): Choice {
  return {word, label, lead: {kind: 'pick', noun, list}}
}
