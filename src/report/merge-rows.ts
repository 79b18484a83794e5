import type {ReportedPart} from './part.ts'
import {nothingCompared} from './remaining.ts'
import type {ReportDocument} from './report-json.ts'

type Parts = readonly ReportedPart[]

/** Every number under the name of its part. */
export function mergeMetrics(parts: Parts): ReportDocument['metrics'] {
  return parts.flatMap(({name, document}) => document.metrics.map(row => ({...row, name: labelled(row.name, name)})))
}

/** Counts are sums; names are those of tests, each with its part, sorted. */
export function mergeTests(parts: Parts): ReportDocument['tests'] {
  const names = (list: 'newFailures' | 'fixed' | 'stillFailing' | 'missing' | 'added') =>
    parts.flatMap(({name, document}) => document.tests[list].map(test => labelled(test, name))).toSorted()
  return {
    before: sumOfTests(parts, 'before'),
    after: sumOfTests(parts, 'after'),
    newFailures: names('newFailures'),
    fixed: names('fixed'),
    stillFailing: names('stillFailing'),
    missing: names('missing'),
    added: names('added'),
  }
}

function sumOfTests(parts: Parts, side: 'before' | 'after'): ReportDocument['tests']['before'] {
  const counts = parts.flatMap(({document}) => document.tests[side] ?? [])
  if (counts.length === 0) return null
  return counts.reduce((a, b) => ({
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    ignored: a.ignored + b.ignored,
  }))
}

/** Where parts had several, all of them. */
export function mergeVersions(parts: Parts): ReportDocument['versions'] {
  const names = distinct(parts, ({versions}) => versions.map(({name}) => name))
  return names.map(name => {
    const side = (which: 'before' | 'after') =>
      distinct(parts, ({versions}) => versions.filter(row => row.name === name).flatMap(row => row[which] ?? []))
    return {name, before: side('before').join(', ') || null, after: side('after').join(', ') || null}
  })
}

/** Each step once, as it ended where it ended worst, with the names of the parts where that was so. */
export function mergeSteps(parts: Parts): ReportDocument['steps'] {
  const ids = distinct(parts, ({steps}) => steps.map(({id}) => id))
  return ids.flatMap(id => {
    const rows = parts.flatMap(({name, document}) =>
      document.steps.filter(step => step.id === id).map(step => ({name, step})),
    )
    const worst = rows.toSorted((a, b) => statusOrder(a.step.status) - statusOrder(b.step.status))[0]
    if (worst === undefined) return []
    const {commit: _, ...step} = worst.step
    const same = rows.filter(({step: {status, summary}}) => status === step.status && summary === step.summary)
    const where = same.length === rows.length ? undefined : same.map(({name}) => name).join(', ')
    const summary = step.summary === null || where === undefined ? step.summary : labelled(step.summary, where)
    const durationMs = rows.reduce((sum, row) => sum + row.step.durationMs, 0)
    return [{...step, summary, durationMs, attempts: Math.max(...rows.map(row => row.step.attempts))}]
  })
}

function statusOrder(status: string): number {
  const at = worstFirst.indexOf(status)
  return at === -1 ? worstFirst.length : at
}

const worstFirst = [
  ...['failed', 'blocked', 'undone', 'skipped', 'running', 'waiting'],
  ...['verified', 'accepted', 'not-needed'],
]

/** Every part edits the same tree; where one changed a file otherwise, `remaining` says so. */
export function mergeFiles(parts: Parts): ReportDocument['files'] {
  const files = new Map<string, ReportDocument['files'][number]>()
  for (const {path, added, removed} of parts.flatMap(({document}) => document.files)) {
    const seen = files.get(path)
    files.set(path, {path, added: Math.max(added, seen?.added ?? 0), removed: Math.max(removed, seen?.removed ?? 0)})
  }
  return [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** An item isn't open once somebody said something about it in any part. */
export function mergeChecklists(parts: Parts): ReportDocument['checklist'] {
  const items = new Map<string, ReportDocument['checklist'][number]>()
  for (const item of parts.flatMap(({document}) => document.checklist)) {
    const key = JSON.stringify([item.change, item.path, item.line, item.what])
    const seen = items.get(key)
    if (seen === undefined || seen.mark === 'open') items.set(key, item)
  }
  return [...items.values()]
}

/** Each note with its part. */
export function mergeNotes(parts: Parts): ReportDocument['notes'] {
  return parts.flatMap(({name, document}) => document.notes.map(note => ({...note, text: labelled(note.text, name)})))
}

/** Everything by its name with its part; advisories are of the lockfile, so that of the first part that looked counts. */
export function mergeProofs(
  parts: Parts,
): Pick<ReportDocument, 'features' | 'commands' | 'advisories' | 'flaky' | 'skipped'> {
  const named = <Row extends {readonly name: string}>(list: (document: ReportDocument) => readonly Row[]) =>
    parts.flatMap(({name, document}) => list(document).map(row => ({...row, name: labelled(row.name, name)})))
  return {
    features: named(({features}) => features),
    commands: named(({commands}) => commands),
    advisories: parts.find(({document}) => document.advisories !== null)?.document.advisories ?? null,
    flaky: parts.flatMap(({name, document}) => document.flaky.map(test => labelled(test, name))),
    skipped: parts.flatMap(({name, document}) =>
      document.skipped.map(({what, why}) => ({what: labelled(what, name), why})),
    ),
  }
}

/** Everything that was taken back in any part, oldest first, each with its part. */
export function mergeTakenBack(parts: Parts): ReportDocument['takenBack'] {
  const rows = parts.flatMap(({name, document}) =>
    document.takenBack.map(row => ({...row, why: row.why.map(text => labelled(text, name))})),
  )
  return rows.toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

/** From the first start to the last end: parts run at the same time. */
export function mergeTimes(parts: Parts): ReportDocument['time'] {
  const times = parts.map(({document}) => document.time)
  const startedAt = times.map(time => time.startedAt).toSorted()[0] ?? ''
  const endedAt =
    times
      .map(time => time.endedAt)
      .toSorted()
      .at(-1) ?? ''
  const planned = times.map(time => time.planned).filter(time => time !== null)
  return {
    planned: planned.length === 0 ? null : Math.max(...planned),
    commands: Math.max(...times.map(time => time.commands)),
    taken: Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)),
    startedAt,
    endedAt,
  }
}

/** What is left in any part, without what another part did; files that parts left differently come first. */
export function mergeRemaining(parts: Parts, tests: ReportDocument['tests']): readonly string[] {
  const apart = filesApart(parts)
  const isAnswered = (line: string) =>
    line.startsWith('Left out of the plan:') || (tests.after !== null && line === nothingCompared)
  return [
    ...(apart.length === 0 ? [] : [`Find out why parts left these files differently: ${apart.join(', ')}.`]),
    ...distinct(parts, ({remaining}) => remaining).filter(line => !isAnswered(line)),
  ]
}

/** Compared between parts of one Rust: another is stated by other edits. */
function filesApart(parts: Parts): readonly string[] {
  const ofOneRust = distinct(parts, ({target}) => [target.rust]).map(rust =>
    parts.filter(({document}) => document.target.rust === rust),
  )
  const apart = ofOneRust.flatMap(same => {
    const paths = distinct(same, ({files}) => files.map(({path}) => path))
    const formsOf = (path: string) =>
      new Set(same.map(({document}) => JSON.stringify(document.files.find(file => file.path === path) ?? null)))
    return paths.filter(path => formsOf(path).size > 1)
  })
  return [...new Set(apart)].toSorted()
}

/** Each once, in the order in which the parts have them. */
export function distinct(parts: Parts, list: (document: ReportDocument) => readonly string[]): readonly string[] {
  return [...new Set(parts.flatMap(({document}) => list(document)))]
}

function labelled(text: string, part: string): string {
  return `${text} (${part})`
}
