import {catalogDate, type Releases} from '../catalog/release.ts'
import {count} from '../domain/count.ts'
import {type Paint, plainPaint} from '../domain/paint.ts'
import type {Problem} from '../domain/problem.ts'
import {unifiedDiff} from '../editors/unified-diff.ts'
import {compareLockfiles} from '../scan/compare-lockfiles.ts'
import {lowerOnPurpose} from '../steps/raise-rust.ts'
import {describeCandidates} from './describe-candidates.ts'
import {describeComparison} from './describe-comparison.ts'
import {describeNow} from './describe-now.ts'
import {describeSteps} from './describe-steps.ts'
import {describeUses} from './describe-uses.ts'
import {holdersOf} from './holders.ts'
import {reasonText} from './needed-rust.ts'
import type {PlanInput} from './plan-input.ts'
import {stepsOfFindings} from './step-of-finding.ts'
import {entry, lineWidth, listed, printable, sizeText, wrap} from './text-layout.ts'
import {summaryOfUses, wasmtimeUses} from './wasmtime-uses.ts'

/** The plan as text for a person: at most 80 columns, ready for a terminal or a pipe. Ends in a newline. */
export function describePlan(input: PlanInput, paint: Paint = plainPaint): string {
  const sections = [
    section('Now', describeNow(input), paint),
    section('Then', then(input, paint), paint),
    section('Candidates', describeCandidates(input.candidates, input.target, paint), paint),
    section('Cargo.lock', lockfileChange(input), paint),
    section(
      'Code',
      input.uses === undefined ? [] : describeUses(input.uses.findings, input.uses.changes, paint),
      paint,
    ),
    section('Steps', describeSteps(input, paint), paint),
    section('Places', places(input), paint),
    section(
      'Problems',
      [...input.survey.problems, ...input.notes].flatMap(problem => describeProblem(problem, paint)),
      paint,
    ),
    section('Disk', disk(input), paint),
  ]
  return `${sections.filter(text => text !== '').join('\n')}`
}

/** Every edit of every step as one unified diff, for `plan --diff`. */
export function describeDiff({previews}: Pick<PlanInput, 'previews'>): string {
  const writes = previews.flatMap(preview => preview.writes)
  return writes.map(({path, before, after}) => unifiedDiff(path, before, after)).join('')
}

function section(title: string, lines: readonly string[], paint: Paint): string {
  return lines.length === 0 ? '' : `${paint.bold(title)}\n${lines.join('\n')}\n`
}

function then({survey, target, candidates, known, resolved}: PlanInput, paint: Paint): readonly string[] {
  const chosen = candidates.find(candidate => candidate.wasmtime === target.wasmtime)
  const reasons = target.rust.because.map(reason => printable(reasonText(reason)))
  const holders = target.wasmtime === null ? [] : holdersOf(survey, target.wasmtime)
  return [
    ...entry('wasmtime', wasmtimeText(target.wasmtime, chosen?.title), paint.cyan),
    ...(chosen === undefined ? [] : entry('', chosen.why)),
    ...entry('Rust', target.rust.version, paint.cyan),
    ...(reasons.length === 0 ? [] : entry('', `${reasons.join(', ')}.`)),
    ...(target.edition === null ? [] : entry('edition', target.edition, paint.cyan)),
    ...holders.flatMap(({name, version, holds, lockfile}) =>
      entry('held back', printable(`${name} ${version} brings ${holds} (${lockfile})`), paint.yellow),
    ),
    ...(holders.length === 0
      ? []
      : entry('', `What can be done: upgrade-wizard tree --wasmtime ${target.wasmtime}`, paint.dim)),
    ...lockfileLines(resolved),
    ...(target.wasmtime === null ? [] : sourceLines(known)),
  ]
}

/** What the repository asks for by name, before and after side by side; nothing where there is no lockfile to compare with. */
function lockfileChange({survey, resolved}: PlanInput): readonly string[] {
  const before = survey.lockfiles.find(({path}) => path === 'Cargo.lock')
  if (before === undefined || resolved === undefined) return []
  const {crates} = summaryOfUses(wasmtimeUses(survey))
  return describeComparison(compareLockfiles(before, resolved.lockfile), crate => crates.has(crate))
}

/** How many packages the lockfile will hold, and how far their word on Rust reaches. */
function lockfileLines(resolved: PlanInput['resolved']): readonly string[] {
  if (resolved === undefined) return []
  const {packages, silent} = resolved.need
  const untold = silent === 0 ? '' : `; ${silent} of them state no Rust`
  return entry('lockfile', `${count(packages, 'package')} beside the family${untold}`)
}

/** Who says which releases there are, and what is kept back. */
function sourceLines(known: Releases): readonly string[] {
  const fresh = known.heldBack.map(({version, date}) => `${version}${date === undefined ? '' : ` of ${date}`}`)
  return [
    ...(known.isFromRegistry ? [] : entry('', `Releases after ${catalogDate} are not known here.`)),
    ...(fresh.length === 0 ? [] : entry('too fresh', `${listed(fresh)}: cargo’s publish age keeps them back`)),
  ]
}

function wasmtimeText(version: string | null, title: string | undefined): string {
  if (version === null) return 'none: only Rust is raised'
  return title === undefined ? version : `${version} (${title})`
}

function places({survey, plan, target}: PlanInput): readonly string[] {
  const live = survey.findings.filter(finding => finding.live)
  const stepOf = stepsOfFindings(plan, survey)
  const changed = live.filter(finding => stepOf(finding) !== null).length
  const mentions = survey.findings.length - live.length
  const leftOut = survey.leftOut.map(({reason, count: number}) => `${number} ${printable(reason)}`)
  return [
    ...entry('change', count(changed, 'place')),
    ...entry('stay', `${count(live.length - changed, 'place')}: high enough, or not a version`),
    ...lowerOnPurpose(survey.findings, target).flatMap(({path, line, value, onPurpose}, index) =>
      entry(index === 0 ? 'on purpose' : '', printable(`${path}:${line} ${value}: ${onPurpose}`)),
    ),
    ...entry('mentions', `${mentions}, left alone: prose, plans, copies`),
    ...entry(
      'read',
      `${count(survey.filesRead, 'file')}${leftOut.length === 0 ? '' : `; left out: ${leftOut.join(', ')}`}`,
    ),
  ]
}

/** A problem as style has it: what, to what and where, what next. */
export function describeProblem(problem: Problem, paint: Paint = plainPaint): readonly string[] {
  return [
    ...wrap(printable(`! ${problem.title}${whereOf(problem)}`), lineWidth - 2, 2).map(
      line => `  ${paint.yellow(line)}`,
    ),
    ...problem.detail.split('\n').flatMap(line => wrap(printable(line), lineWidth - 4).map(text => `    ${text}`)),
    ...problem.nextSteps.flatMap(step => wrap(printable(`→ ${step}`), lineWidth - 4, 2).map(text => `    ${text}`)),
  ]
}

/** Where it is, unless the title says so itself. */
function whereOf({title, path, line}: Problem): string {
  if (path === undefined) return ''
  if (title.includes(path)) return line === undefined ? '' : ` (line ${line})`
  return ` (${path}${line === undefined ? '' : `:${line}`})`
}

function disk({diskMounts}: PlanInput): readonly string[] {
  return diskMounts.flatMap(({path, freeBytes, needBytes}) => {
    const need = needBytes === null ? '' : `, about ${sizeText(needBytes)} needed`
    return entry('free', printable(`${sizeText(freeBytes)} at ${path}${need}`))
  })
}
