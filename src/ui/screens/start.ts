import {clean} from '../../domain/clean-text.ts'
import type {Finding} from '../../domain/finding.ts'
import type {Subject} from '../../domain/question.ts'
import type {Survey} from '../../domain/survey.ts'
import type {WizardView} from '../../store/view.ts'
import type {Layout} from '../layout.ts'
import {groupBy} from '../rows/group.ts'
import {problemRows} from '../rows/problem-rows.ts'
import {blank, cutRow, line, prose, type Row, span} from '../rows/row.ts'
import {cut, fitting, pad} from '../rows/width.ts'
import {counted} from '../rows/words.ts'
import type {ScreenParts} from '../screen-parts.ts'

type StartSubject = Extract<Subject, {kind: 'start'}>

/** What was found, before anything is decided. */
export function startParts({survey, tree}: StartSubject, _view: WizardView, layout: Layout): ScreenParts {
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
        ...auditRows(live, width),
        ...codeRows(survey, width),
        ...gitRows(survey, width),
        ...mentionRows(survey, width),
        ...leftOutRows(survey, width),
        ...treeRows(tree),
        ...survey.problems.flatMap(problem => [blank, ...problemRows(problem, width, {isWarning: true})]),
      ],
    },
  }
}

function rustRows(live: readonly Finding[], width: number): Row[] {
  const found = live.filter(finding => ['rust-version', 'toolchain', 'msrv'].includes(finding.kind))
  if (found.length === 0) return [labelled('Rust', 'not stated anywhere', '', width), blank]
  const values = new Set(found.map(finding => finding.value))
  const warning = `! ${values.size} different values; the plan says which of them change`
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
      const count = pad(counted(places.length, 'place'), 10)
      const where = `${count} ${placesOf(places, width - labelWidth - valueWidth - 11)}`
      return labelled(at === 0 ? label : '', value, where, width)
    })
}

/** One row a crate with what is asked for and where, then what the lockfile has. */
function crateRows(live: readonly Finding[], survey: Survey, width: number): Row[] {
  const stated = live.filter(
    ({kind, place}) => kind === 'crate-version' && !['lockfile', 'audit-config'].includes(place),
  )
  if (stated.length === 0) return [labelled('wasmtime', 'not used', '', width), blank]
  const rows = [...groupBy(stated, finding => finding.crate ?? '')].flatMap(([crate, places]) =>
    valueRows(crate, places, width),
  )
  return [...rows, lockedRow([...new Set(stated.map(finding => finding.crate ?? ''))], survey, width), blank]
}

function lockedRow(crates: readonly string[], {lockfiles}: Survey, width: number): Row {
  if (lockfiles.length === 0) return labelled('Lockfile', 'none', '', width)
  const packages = lockfiles.flatMap(file => file.packages).filter(one => crates.includes(one.name))
  const versions = new Set(packages.map(one => one.version))
  const files = counted(lockfiles.length, 'lockfile')
  if (versions.size === 0) return labelled('Locked', 'not yet', `${pad(files, 10)} none of these crates is in`, width)
  return labelled('Locked', [...versions].join(', '), files, width)
}

/** Audit settings that name what is there now: advisories to ignore, versions to let pass. */
function auditRows(live: readonly Finding[], width: number): Row[] {
  const tied = live.filter(({place}) => place === 'audit-config')
  if (tied.length === 0) return []
  const where = `tied to what is locked: ${placesOf(tied, width - labelWidth - valueWidth - 25)}`
  return [labelled('Audit', counted(tied.length, 'entry', 'entries'), where, width)]
}

function codeRows({findings}: Survey, width: number): Row[] {
  const uses = findings.filter(isKind('api-use'))
  if (uses.length === 0) return []
  return [
    labelled(
      'Code',
      counted(uses.length, 'use'),
      `of what changed, in ${placesOf(uses, width - labelWidth - valueWidth - 20)}`,
      width,
    ),
  ]
}

function gitRows({git}: Survey, width: number): Row[] {
  if (git === null) return [labelled('Git', 'not a git repository', '', width)]
  const branch = git.branch ?? 'no branch'
  const {dirty} = git
  if (dirty.length === 0) return [labelled('Git', branch, 'no uncommitted changes', width)]
  return [
    labelled(
      'Git',
      branch,
      `${counted(dirty.length, 'file')} not committed: ${fitting(dirty, width - labelWidth - valueWidth - 26)}`,
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
  return [labelled('Mentions', value, `in ${counted(files.size, 'file')}; never edited unasked`, width)]
}

/** Who brings which wasmtime, in the words of the `tree` command. */
function treeRows(tree: readonly string[]): Row[] {
  if (tree.length === 0) return []
  return [blank, line('Dependency tree', 'heading'), ...tree.map(one => line(clean(one)))]
}

function leftOutRows({leftOut}: Survey, width: number): Row[] {
  if (leftOut.length === 0) return []
  const total = leftOut.reduce((sum, one) => sum + one.count, 0)
  return [
    labelled(
      'Left out',
      counted(total, 'file'),
      leftOut.map(one => (leftOut.length === 1 ? one.reason : `${one.count} ${one.reason}`)).join(', '),
      width,
    ),
  ]
}

function labelled(label: string, value: string, rest: string, width: number, style: 'dim' | 'warn' = 'dim'): Row {
  const short = cut(clean(value), Math.max(valueWidth - 1, rest === '' ? width : 0))
  const row = [span(pad(label, labelWidth), 'dim'), span(pad(short, valueWidth), 'strong'), span(clean(rest), style)]
  return cutRow(rest === '' ? [row[0] ?? span(''), span(short, 'strong')] : row, width)
}

function placesOf(findings: readonly Finding[], room: number): string {
  return fitting(
    findings.map(({path, line}) => `${path}:${line}`),
    room,
  )
}

function isKind(kind: Finding['kind']) {
  return (finding: Finding) => finding.kind === kind
}

const labelWidth = 16
const valueWidth = 12
