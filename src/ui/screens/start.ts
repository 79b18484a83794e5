import type {Finding} from '../../domain/finding.ts'
import type {Subject} from '../../domain/question.ts'
import type {Survey} from '../../domain/survey.ts'
import type {WizardView} from '../../store/view.ts'
import {clean} from '../clean-text.ts'
import {groupBy} from '../group.ts'
import type {Layout} from '../layout.ts'
import type {ScreenParts} from '../parts.ts'
import {problemRows} from '../problem-rows.ts'
import {blank, cutRow, prose, type Row, span} from '../row.ts'
import {cut, pad} from '../width.ts'
import {counted, someOf} from '../words.ts'

type StartSubject = Extract<Subject, {kind: 'start'}>

/** What was found, before anything is decided. */
export function startParts({survey}: StartSubject, _view: WizardView, layout: Layout): ScreenParts {
  const {width} = layout.detail
  const live = survey.findings.filter(finding => finding.live)
  return {
    title: 'What this repository states',
    remark: `${counted(survey.filesRead, 'file')} read`,
    detail: {
      title: '',
      head: [blank],
      body: [
        ...rustRows(live, width),
        ...crateRows(live, survey, width),
        ...valueRows('Edition', live.filter(isKind('edition')), width),
        ...valueRows('Targets', live.filter(isKind('wasm-target')), width),
        ...codeRows(survey, width),
        ...gitRows(survey, width),
        ...mentionRows(survey, width),
        ...leftOutRows(survey, width),
        ...survey.problems.flatMap(problem => [blank, ...problemRows(problem, width, {isWarning: true})]),
      ],
    },
  }
}

function rustRows(live: readonly Finding[], width: number): Row[] {
  const found = live.filter(finding => ['rust-version', 'toolchain', 'msrv'].includes(finding.kind))
  if (found.length === 0) return [labelled('Rust', 'not stated anywhere', '', width), blank]
  const values = new Set(found.map(finding => finding.value))
  const warning = `! ${values.size} different values: each place is raised to the one target`
  return [
    ...valueRows('Rust', found, width),
    ...(values.size > 1 ? prose(warning, width, {style: 'warn', first: ' '.repeat(labelWidth)}) : []),
    blank,
  ]
}

/** One row a value: how often, and where. */
function valueRows(label: string, findings: readonly Finding[], width: number): Row[] {
  const groups = groupBy(findings, finding => finding.value)
  return [...groups]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([value, places], at) => {
      const where = `${pad(counted(places.length, 'place'), 10)} ${placesOf(places)}`
      return labelled(at === 0 ? label : '', value, where, width)
    })
}

/** One row a crate: requirement, what is locked, where. */
function crateRows(live: readonly Finding[], survey: Survey, width: number): Row[] {
  const stated = live.filter(finding => finding.kind === 'crate-version' && finding.place !== 'lockfile')
  const crates = groupBy(stated, finding => finding.crate ?? '')
  const rows = [...crates].map(([crate, places]) => {
    const values = [...new Set(places.map(place => place.value))].join(' and ')
    const where = `${pad(lockedOf(survey, crate), 16)} ${placesOf(places)}`
    return labelled(crate, values, where, width)
  })
  return rows.length === 0 ? [labelled('wasmtime', 'not used', '', width), blank] : [...rows, blank]
}

function lockedOf({lockfiles}: Survey, crate: string): string {
  if (lockfiles.length === 0) return 'no lockfile'
  const versions = new Set(
    lockfiles
      .flatMap(file => file.packages)
      .filter(one => one.name === crate)
      .map(one => one.version),
  )
  return versions.size === 0 ? 'not locked' : `locked ${[...versions].join(', ')}`
}

function codeRows({findings}: Survey, width: number): Row[] {
  const uses = findings.filter(isKind('api-use'))
  if (uses.length === 0) return []
  return [labelled('Code', counted(uses.length, 'use'), `of what changed, in ${placesOf(uses)}`, width)]
}

function gitRows({git}: Survey, width: number): Row[] {
  if (git === null) return [labelled('Git', 'not a git repository', '', width)]
  const branch = git.branch ?? `detached at ${git.head?.slice(0, 10) ?? 'nothing'}`
  const {dirty} = git
  if (dirty.length === 0) return [labelled('Git', branch, 'no uncommitted changes', width)]
  return [
    labelled(
      'Git',
      branch,
      `${counted(dirty.length, 'file')} with uncommitted changes: ${someOf(dirty, 3)}`,
      width,
      'warn',
    ),
  ]
}

function mentionRows({findings}: Survey, width: number): Row[] {
  const mentions = findings.filter(finding => !finding.live)
  if (mentions.length === 0) return []
  const files = new Set(mentions.map(finding => finding.path))
  const value = `${counted(mentions.length, 'place')}`
  return [
    labelled('Mentions', value, `in ${counted(files.size, 'file')}, shown in the plan, never edited unasked`, width),
  ]
}

function leftOutRows({leftOut}: Survey, width: number): Row[] {
  if (leftOut.length === 0) return []
  const total = leftOut.reduce((sum, one) => sum + one.count, 0)
  return [
    labelled('Left out', counted(total, 'file'), leftOut.map(one => `${one.count} ${one.reason}`).join(', '), width),
  ]
}

function labelled(label: string, value: string, rest: string, width: number, style: 'dim' | 'warn' = 'dim'): Row {
  const short = cut(clean(value), Math.max(valueWidth - 1, rest === '' ? width : 0))
  const row = [span(pad(label, labelWidth), 'dim'), span(pad(short, valueWidth), 'strong'), span(clean(rest), style)]
  return cutRow(rest === '' ? [row[0] ?? span(''), span(short, 'strong')] : row, width)
}

function placesOf(findings: readonly Finding[]): string {
  return someOf(
    findings.map(({path, line: at}) => `${path}:${at}`),
    3,
  )
}

function isKind(kind: Finding['kind']) {
  return (finding: Finding) => finding.kind === kind
}

const labelWidth = 16
const valueWidth = 12
