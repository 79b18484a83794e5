import {applyEdits} from '../domain/edit.ts'
import type {Finding} from '../domain/finding.ts'
import type {Tree} from '../domain/ports.ts'
import type {FileWrite, Inspection} from '../domain/step-kind.ts'
import {replaceValues} from '../editors/replace-values.ts'

/** A live finding and what its value must become. */
export type Raise = {readonly finding: Finding; readonly to: string}

/** The findings whose value must change; `raised` gives undefined where it is right already. */
export function raisesOf(
  findings: readonly Finding[],
  raised: (finding: Finding) => string | undefined,
): readonly Raise[] {
  return findings.flatMap(finding => {
    const to = finding.live ? raised(finding) : undefined
    return to === undefined ? [] : [{finding, to}]
  })
}

/** Turns raises into file writes, each proven by its format's own parser; blocked when one can't be edited safely. */
export async function rewriteFindings(
  tree: Pick<Tree, 'readText'>,
  raises: readonly Raise[],
  summary: string,
): Promise<Inspection> {
  const writes: FileWrite[] = []
  const notes = new Set<string>()
  for (const [path, ofFile] of groupByPath(raises)) {
    const before = await tree.readText(path)
    const place = ofFile[0]?.finding.place
    if (before === undefined || place === undefined) return cannotEdit(path, 'it is gone or is not UTF-8 text', ofFile)
    const planned = replaceValues(
      place,
      before,
      ofFile.map(({finding, to}) => ({span: finding.span, from: finding.value, to})),
    )
    if (planned.kind === 'cannot') return cannotEdit(path, planned.why, ofFile)
    if (planned.kind !== 'edits') continue
    writes.push({path, before, after: applyEdits(before, planned.edits)})
    for (const note of planned.notes) notes.add(`${path}: ${note}`)
  }
  return {kind: 'needed', summary: [summary, ...notes].join('\n'), writes, touches: []}
}

function cannotEdit(path: string, why: string, raises: readonly Raise[]): Inspection {
  const first = raises[0]?.finding
  const wanted = raises.map(({finding, to}) => `line ${finding.line}: ${finding.value} → ${to}`).join(', ')
  return {
    kind: 'blocked',
    problem: {
      code: 'cannot-edit',
      title: `Cannot edit ${path}`,
      detail: `Wanted: ${wanted}. But ${why}.`,
      nextSteps: ['Make the change by hand, then look again.'],
      path,
      ...(first === undefined ? {} : {line: first.line, column: first.column}),
    },
  }
}

function groupByPath(raises: readonly Raise[]): ReadonlyMap<string, readonly Raise[]> {
  const groups = new Map<string, Raise[]>()
  for (const raise of raises) groups.set(raise.finding.path, [...(groups.get(raise.finding.path) ?? []), raise])
  return groups
}
