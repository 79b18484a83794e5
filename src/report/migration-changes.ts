import {placeOf} from '../domain/checklist.ts'
import {count} from '../domain/count.ts'
import {codeSpan, escapeMarkdown} from './escape-markdown.ts'
import {handledText} from './markdown-changes.ts'
import type {Report} from './report.ts'

/** What was changed in one file: a unified diff without its head, and the change it belongs to where that is known. */
export type CodeDiff = {
  readonly path: string
  readonly line?: number
  /** Id of the breaking change. */
  readonly change?: string
  readonly diff: string
}

/** Each breaking change that the code met, how it was handled, and the places that people changed with their diffs. */
export function migrationChanges({input: {breaking}}: Report, diffs: readonly CodeDiff[]): string {
  const parts = breaking.met.map(change =>
    [
      `### ${escapeMarkdown(change.id)}`,
      `${escapeMarkdown(`${change.crate} ${change.major}: ${change.summary}`)}\n\nHere: ${escapeMarkdown(handledText(change))}.`,
      ...diffs.filter(one => one.change === change.id).map(shownDiff),
    ].join('\n\n'),
  )
  const others = diffs.filter(one => !breaking.met.some(({id}) => id === one.change))
  const team = breaking.teamRules.map(
    ({rule, places}) => `The team’s own rule ${codeSpan(rule)}: ${count(places, 'place')}.`,
  )
  const mended = others.length === 0 ? [] : ['### Changed while it was made to compile', ...others.map(shownDiff)]
  return [...parts, ...team, ...mended].join('\n\n')
}

/** The fence is longer than any in the code. */
function shownDiff({path, line, diff}: CodeDiff): string {
  const longest = Math.max(2, ...(diff.match(/`+/g) ?? []).map(run => run.length))
  const fence = '`'.repeat(longest + 1)
  return `At ${codeSpan(placeOf({path, line}))}:\n\n${fence}diff\n${diff.trimEnd()}\n${fence}`
}
