import {mkdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {count} from '../../domain/count.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import {unifiedDiff} from '../../editors/unified-diff.ts'
import type {UndoPlan} from '../../engine/plan-undo.ts'
import type {RunEnd} from '../../engine/run-end.ts'
import {shownChange} from '../../engine/shown-change.ts'
import type {Journal, JournalView} from '../../journal/journal.ts'
import {printable} from '../../plan/text-layout.ts'
import type {Environment} from '../environment.ts'
import {type ExitCode, exitCodes} from '../exit-codes.ts'
import {sessionFiles} from '../session/session-files.ts'
import {saveRecipe} from './restore-recipe.ts'

/** What becomes of a file that was edited by hand where a step had written. */
export type Edited = 'keep' | 'restore' | 'merge' | undefined
type Content = Pick<Journal, 'content'>

/** What an undo would do, before it does: steps that go along, edits made by hand, and every file as a diff on stdout. */
export function tellPlan({data, err}: Environment, journal: Content, plan: UndoPlan, edited: Edited): void {
  for (const {step, needs} of plan.because) err(`${step} is undone too: it needs ${needs}`)
  for (const {path: file, now, target, isEditedSince} of plan.files) {
    const name = printable(file)
    if (target === undefined) err(`${name} was edited by hand where a step had written: ${becomes(edited)}`)
    else if (isEditedSince) err(`${name} was edited by hand since; your edits stay`)
    if (target === undefined) continue
    const {before, after, said} = shownChange(journal, now, target)
    if (said !== undefined) err(`${name}: ${printable(said)}`)
    data(unifiedDiff(file, before, after))
  }
}

/** What a dry run says after the diffs. */
export function tellDryRun({err}: Environment, {steps, files}: UndoPlan, stays: readonly string[]): void {
  err(`Would be undone: ${steps.join(', ')}. ${count(files.length, 'file')} would be put back; nothing was changed.`)
  for (const line of stays) err(line)
}

/** What is wrong afterwards, where that is no reason to refuse. */
export function tellWarning({err}: Environment, {title, detail}: Problem): void {
  err(`! ${title}. ${detail}`)
}

function becomes(edited: Edited): string {
  if (edited === undefined) return 'you decide what becomes of it'
  if (edited === 'merge') return 'your version and the saved one are brought together in one file'
  return edited === 'keep' ? 'your version stays' : 'the saved version comes back, yours stays in the state file'
}

/** Nothing was overwritten: the restored version is put where it can be compared, and the two ways on are named. */
export async function tellStuck(
  {err}: Environment,
  tree: Tree,
  journal: JournalView,
  end: RunEnd,
  plan?: UndoPlan,
): Promise<ExitCode> {
  if (end.kind === 'undo-failed') {
    for (const line of (await saveRecipe(tree.root, journal)) ?? []) err(line)
    return exitCodes.undoFailed
  }
  if (end.kind !== 'waiting') return exitCodes.stopped
  err('Nothing was undone.')
  for (const {path: file, target, restored} of plan?.files ?? []) {
    if (target !== undefined || restored?.kind !== 'file') continue
    const copy = path.join(sessionFiles(tree.root).restored, file)
    await mkdir(path.dirname(copy), {recursive: true})
    await writeFile(copy, journal.content(restored.sha256))
    err(`  ${printable(file)} without your edits, to compare: ${printable(copy)}`)
  }
  err('→ To keep your version of such files: add --edited keep')
  err('→ To take the saved one (yours stays in the state file): add --edited restore')
  err('→ To edit both into one: add --edited merge')
  return exitCodes.undoFailed
}

/** Both versions lie in files to be edited; until no marker is left in any of them, nothing is undone. */
export function tellDrafts({err}: Environment, drafts: readonly string[]): ExitCode {
  err('Nothing was undone yet. Both versions of what was edited by hand are in')
  for (const draft of drafts) err(`  ${printable(draft)}`)
  err('→ Edit until no marker (<<<<<<<, >>>>>>>) is left, then type the same command again')
  return exitCodes.undoFailed
}
