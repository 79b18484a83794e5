import {changelogEntry} from '../editors/changelog-entry.ts'
import {changelogItems} from '../steps/changelog-items.ts'
import type {Report} from './report.ts'
import {movedVersions} from './version-changes.ts'

/** The entry for the repository's changelog (its text, or undefined), in its own style; empty when nothing was raised. */
export function changelogText({input}: Report, changelog: string | undefined): string {
  const isDone = (id: string) => input.steps.some(step => step.id === id && step.status === 'accepted')
  const items = changelogItems({
    raised: movedVersions(input),
    movedTarget: isDone('move-wasm-target'),
    edition: isDone('raise-edition') ? input.target.edition : null,
  })
  return changelogEntry(changelog, items)
}
