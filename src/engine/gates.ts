import {isToDo} from '../domain/checklist.ts'
import {count} from '../domain/count.ts'
import type {Shortage} from '../domain/disk-view.ts'
import type {StepPlan} from '../domain/plan.ts'
import type {Problem} from '../domain/problem.ts'
import type {Question, UndoChoice, UndoneFile} from '../domain/question.ts'
import type {Inspection, Outcome, Proposal} from '../domain/step-kind.ts'

const note = {id: 'note', key: 'n', label: 'Note', takesText: true}
const quit = {id: 'quit', key: 'q', label: 'Quit'}
const mending = [
  {id: 'mend', key: 'm', label: 'Mend'},
  {id: 'skip', key: 's', label: 'Skip one', takesText: true},
]

/** Asked before anything of the step is written. `isUndone`: it was applied before. */
export function beforeStep(
  step: StepPlan,
  {summary, writes}: Extract<Inspection, {kind: 'needed'}>,
  isUndone = false,
): Question {
  return {
    id: `before:${step.id}`,
    title: `Apply “${step.title}”${isUndone ? ' again' : ''}?`,
    subject: {kind: 'before-step', stepId: step.id, summary, writes},
    options: [{id: 'apply', key: 'a', label: 'Apply'}, {id: 'skip', key: 's', label: 'Skip'}, note, quit],
    recommended: 'apply',
  }
}

/** Asked when the step has been applied and its proof is in. */
export function afterStep(step: StepPlan, outcome: Outcome, proposals: readonly Proposal[] = []): Question {
  const passed = outcome.kind === 'ok'
  const canMend = proposals.length > 0
  const unproven = 'The step failed: take it as it is, retry or roll back'
  return {
    id: `after:${step.id}`,
    title: passed ? `Accept “${step.title}”?` : `Failed. What now with “${step.title}”?`,
    subject: {kind: 'after-step', stepId: step.id, outcome, ...(canMend ? {proposals} : {})},
    options: [
      ...(canMend ? mending : []),
      {id: 'accept', key: 'a', label: 'Accept', ...(passed ? {} : {disabledBecause: unproven})},
      {id: 'retry', key: 'r', label: 'Retry'},
      {id: 'verify', key: 'v', label: 'Verify again'},
      {id: 'roll-back', key: 'b', label: 'Roll back'},
      {id: 'adopt', key: 't', label: canGoOn(outcome) ? 'Go on without it' : 'Take as it is'},
      note,
      quit,
    ],
    recommended: recommendedAfter(outcome, proposals),
  }
}

function canGoOn(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && outcome.problem.goOn !== undefined
}

/** What is worth keeping isn't thrown away by a bare Enter: the person mends the rest and has it looked at again. */
function recommendedAfter(outcome: Outcome, proposals: readonly Proposal[]): string {
  if (outcome.kind === 'ok') return 'accept'
  if (canGoOn(outcome)) return 'adopt'
  if (proposals.some(proposal => proposal.isSafe)) return 'mend'
  return outcome.problem.isWorthKeeping === true ? 'verify' : 'roll-back'
}

/** Asked when a step has listed what is for people. It can be accepted with items open: the report has them. */
export function checklistGate(step: StepPlan, subject: Extract<Question['subject'], {kind: 'checklist'}>): Question {
  const open = subject.items.filter(isToDo).length
  return {
    id: `after:${step.id}`,
    title: open === 0 ? 'Nothing is open. Go on?' : `${count(open, 'item')} open. Go on when you have looked`,
    subject,
    options: [
      {id: 'done', key: 'd', label: 'Done'},
      {id: 'not-applicable', key: 'n', label: 'Not applicable'},
      {id: 'open', key: 'o', label: 'Open again'},
      {id: 'remark', key: 't', label: 'Note', takesText: true},
      {id: 'accept', key: 'a', label: 'Accept the list'},
      {id: 'retry', key: 'l', label: 'Look again'},
      quit,
    ],
    recommended: 'accept',
  }
}

/** Asked when a step can't start. */
export function blockedStep(step: StepPlan, problem: Problem): Question {
  return {
    id: `blocked:${step.id}`,
    title: `Blocked. What now with “${step.title}”?`,
    subject: {kind: 'blocked-step', stepId: step.id, problem},
    options: [{id: 'retry', key: 'r', label: 'Look again'}, {id: 'skip', key: 's', label: 'Skip'}, note, quit],
    recommended: 'quit',
  }
}

/** Asked when an accepted step couldn't be committed. `isEdited`: because its files were edited by hand since. */
export function refusedCommit(step: StepPlan, problem: Problem, isEdited: boolean): Question {
  return {
    id: `commit:${step.id}`,
    title: `Not committed. What now with “${step.title}”?`,
    subject: {kind: 'refused-commit', stepId: step.id, problem},
    options: [
      {id: 'retry', key: 'r', label: 'Try again'},
      ...(isEdited ? [{id: 'adopt', key: 't', label: 'Commit it with my edits'}] : []),
      {id: 'go-on', key: 'w', label: 'Go on without this commit'},
      note,
      quit,
    ],
    recommended: 'retry',
  }
}

/** Asked while a command stands still for want of room. `shortage` as it is now; undefined when somebody made room. */
export function lowRoom(step: StepPlan, command: string, shortage: Shortage | undefined): Question {
  const disabled = shortage === undefined ? {} : {disabledBecause: shortage.why}
  return {
    id: `room:${step.id}`,
    title: shortage === undefined ? 'There is room again. Go on?' : 'Paused before the disk is full. What now?',
    subject: {kind: 'low-room', stepId: step.id, command, ...(shortage === undefined ? {} : {shortage})},
    options: [
      {id: 'go-on', key: 'c', label: 'Go on', ...disabled},
      {id: 'clean', key: 'f', label: 'Clean', takesText: true},
      {id: 'cancel', key: 'b', label: 'Cancel the command'},
      quit,
    ],
    recommended: 'go-on',
  }
}

/** What is asked at a gate, with the way back to what was done before beside it. */
export function withUndo(question: Question): Question {
  const {options, subject} = question
  const isWise = subject.kind === 'after-step' && subject.outcome.kind === 'failed' && isForUndo(subject.outcome)
  const undo = {id: 'undo', key: 'u', label: 'Undo', ...(isWise ? {} : {isAside: true})}
  const rest = options.filter(({id}) => id !== 'quit')
  return {
    ...question,
    options: isWise ? [undo, ...rest, quit] : [...rest, undo, quit],
    ...(isWise ? {recommended: undo.id} : {}),
  }
}

function isForUndo({problem}: Extract<Outcome, {kind: 'failed'}>): boolean {
  return problem.recommendsUndo === true
}

/** Asked when everything is undone and a step left something outside of the repository. */
export function leftoverGate({id, title}: StepPlan, what: string, command: string): Question {
  return {
    id: `leftover:${id}`,
    title: `${what} was installed for this upgrade. Remove it too?`,
    subject: {kind: 'leftover', stepId: id, step: title, what, command},
    options: [
      {id: 'keep', key: 'k', label: 'Keep it'},
      {id: 'remove', key: 'r', label: 'Remove it', typed: 'remove'},
      quit,
    ],
    recommended: 'keep',
  }
}

/** Asked when somebody wants to undo: every way back with what it would do. */
export function undoGate(choices: readonly UndoChoice[]): Question {
  return {
    id: 'undo',
    title: 'What is to be undone?',
    subject: {kind: 'undo', choices},
    options: [{id: 'undo', key: 'u', label: 'Undo this'}, {id: 'back', key: 'b', label: 'Back'}, quit],
    recommended: 'back',
  }
}

/** A file that a person changed where the wizard has something to put back. */
export type EditedFile = {
  readonly path: string
  /** The title of the step that was cut short, or `undo`. */
  readonly during: string
  readonly difference?: Pick<UndoneFile, 'before' | 'after' | 'said'>
  /** There is no saved version: what stays and what goes met in one place. */
  readonly isUnclear?: boolean
  /** Somebody can edit both into one. */
  readonly canEdit?: boolean
}

/** Asked when a file was edited by hand while an interrupted step held it, or since the steps that are to be undone. */
export function editedFile({path, during, difference, isUnclear = false, canEdit = false}: EditedFile): Question {
  const unclear = isUnclear ? {disabledBecause: 'what stays and what goes meet in the same lines'} : {}
  return {
    id: `edited:${path}`,
    title: `Edited by hand. What now with ${path}?`,
    subject: {kind: 'edited-file', path, during, ...(difference === undefined ? {} : {difference})},
    options: [
      {id: 'keep', key: 'm', label: 'Keep mine'},
      {id: 'restore', key: 'r', label: 'Restore the saved one', typed: 'restore', ...unclear},
      ...(canEdit ? [{id: 'edit', key: 'e', label: 'Edit both into one'}] : []),
      ...(during === 'undo' ? [{id: 'back', key: 'b', label: 'Undo nothing'}] : []),
      quit,
    ],
    recommended: 'keep',
  }
}
