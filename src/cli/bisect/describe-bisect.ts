import type {Bisection, Finding} from '../../bisect/bisection.ts'
import {knownOf, majorsOf} from '../../bisect/bisection.ts'
import {boundsOf, mostTries} from '../../bisect/halve.ts'
import type {Outcome, Reason} from '../../bisect/outcome.ts'
import {breakingStep} from '../../bisect/probe-steps.ts'
import {count} from '../../domain/count.ts'
import {duration} from '../../domain/duration.ts'
import {type Paint, plainPaint} from '../../domain/paint.ts'
import {printable, table, wrap} from '../../plan/text-layout.ts'

/** What a search came to, for people: the border, what breaks, each major, and the `commands` that take what works. */
export function describeOutcome(
  bisection: Bisection,
  outcome: Outcome,
  commands: readonly string[],
  paint: Paint = plainPaint,
): readonly string[] {
  return [
    paint.bold(headline(bisection, outcome)),
    ...whyItBreaks(outcome),
    '',
    ...majorRows(bisection).map(line => `  ${line}`),
    '',
    effort(bisection),
    ...(bisection.leftInPlace ?? []).map(printable),
    ...nextCommands(outcome, commands),
  ]
}

/** `wasmtime 36 works, 37 breaks because of resource-limiter-send` */
export function headline({from, to}: Bisection, outcome: Outcome): string {
  const {works, breaks, skipped} = outcome
  const unknown = skipped.length === 0 ? '' : `; ${skipped.map(({major}) => major).join(', ')} could not be tried`
  if (works === undefined && breaks === undefined) return `Nothing is known of wasmtime up to ${to}${unknown}`
  if (breaks === undefined)
    return `wasmtime ${works?.major} works${works?.major === to ? ', as far as it was wanted' : ''}${unknown}`
  const stays =
    works === undefined ? `Nothing newer than wasmtime ${from.join(' and ')} works` : `wasmtime ${works.major} works`
  return `${stays}, ${breaks.major} breaks${because(outcome)}${unknown}`
}

/** What the compiler says comes first; what is silent is a guess, and no headline. */
function because({breaks, reasons}: Outcome): string {
  const [first, ...others] = reasons.filter(({effect}) => effect === 'error')
  const tests = breaks?.finding.breakage?.tests.length ?? 0
  if (first?.change === undefined) return tests === 0 ? '' : ` because of ${count(tests, 'test')}`
  return ` because of ${first.change}${others.length === 0 ? '' : ` and ${others.length} more ${others.length === 1 ? 'cause' : 'causes'}`}`
}

function whyItBreaks({breaks, reasons}: Outcome): readonly string[] {
  if (breaks === undefined) return []
  const {finding} = breaks
  const {breakage} = finding
  const said = finding.by === 'person' ? 'You said so.' : (finding.why ?? '')
  const tests = breakage?.tests ?? []
  const own = reasons.length > 0 || tests.length > 0 ? [] : (breakage?.detail ?? '').split('\n').slice(0, 12)
  return [
    ...wrap(`${breaks.major}: ${printable(said)}`, 80, 4),
    ...tests.slice(0, mostShown).map(name => `    ${printable(name)}`),
    ...more(tests.length, 'test'),
    ...own.map(line => `    ${printable(line)}`),
    ...reasons.slice(0, mostShown).flatMap(reasonLines),
    ...more(reasons.length, 'reason'),
    ...stepLines(finding),
  ]
}

/** Where somebody asked for it: what the proof said after each step, and the step that breaks it. */
function stepLines({major, steps = []}: Finding): readonly string[] {
  const breaking = breakingStep(steps)
  if (steps.length === 0) return []
  const rows = steps.map(({title, passes, why}) => [printable(title), passes ? 'passes' : printable(why)])
  const said = breaking === undefined ? 'every step passes' : `breaks with: ${printable(breaking.title)}`
  return ['', ...wrap(`  ${major}, step by step, ${said}`, 80, 4), ...table(rows).map(line => `    ${line}`)]
}

function reasonLines({change, crate, since, summary, before, after, effect, places, count: number}: Reason): string[] {
  const name = change === undefined ? '' : `${change}${crate === undefined ? '' : ` (${crate} ${since})`}: `
  const may = effect === 'silent' ? 'May be why, since no compiler tells: ' : ''
  const shown = places.slice(0, mostPlaces)
  return [
    ...wrap(`  ${may}${printable(`${name}${summary}`)}`, 80, 4),
    ...shown.flatMap(({path, line, column, message}) => [
      `    ${printable(path)}${line === undefined ? '' : `:${line}`}${column === undefined ? '' : `:${column}`}`,
      ...(message === '' || effect === 'silent' ? [] : wrap(`      ${printable(message.split('\n')[0] ?? '')}`, 80, 6)),
    ]),
    ...(number > shown.length ? [`    and ${count(number - shown.length, 'place')} more`] : []),
    ...(before === undefined || after === undefined
      ? []
      : wrap(`    ${printable(oneLine(after))} instead of ${printable(oneLine(before))}`, 80, 4)),
  ]
}

/** How many tries are left at most. */
export function triesAtMost(bisection: Bisection): number {
  return mostTries(majorsOf(bisection), knownOf(bisection))
}

/** The same in words: `At most 3 tries`. */
export function triesText(bisection: Bisection): string {
  const most = triesAtMost(bisection)
  return most === 1 ? 'One try' : `At most ${most} tries`
}

/** A line for each major: what is known of it, and from where. */
export function majorRows(bisection: Bisection): readonly string[] {
  const bounds = boundsOf(majorsOf(bisection), knownOf(bisection))
  const rows = bisection.candidates.map(({major, version}) => {
    const finding = bisection.findings.find(one => one.major === major)
    return [String(major), version, ...(finding === undefined ? ruledOut(major, bounds) : found(finding))]
  })
  return table(rows)
}

function found({verdict, by, why = '', durationMs}: Finding): readonly string[] {
  const word = {good: 'works', bad: 'breaks', skip: 'skipped'}[verdict]
  if (by === 'person') return [word, 'as you said']
  const [first = ''] = why.split('\n')
  return [word, printable(first), ...(durationMs === undefined ? [] : [duration(durationMs)])]
}

function ruledOut(major: number, {works, breaks}: ReturnType<typeof boundsOf>): readonly string[] {
  if (works !== undefined && major < works) return ['works', `taken from ${works}`]
  if (breaks !== undefined && major > breaks) return ['breaks', `taken from ${breaks}`]
  return ['open']
}

function effort({findings, head}: Bisection): string {
  const tries = findings.filter(({by, durationMs}) => by !== 'person' && durationMs !== undefined)
  const total = tries.reduce((sum, {durationMs = 0}) => sum + durationMs, 0)
  const took =
    tries.length === 0
      ? 'No try was needed'
      : `${tries.length === 1 ? '1 try' : `${tries.length} tries`} in ${duration(total)}`
  return `${took}, from the commit ${head.slice(0, 10)}`
}

function nextCommands({works}: Outcome, commands: readonly string[]): readonly string[] {
  return works === undefined ? [] : [`To take ${works.major}: ${commands.join(', then ')}`]
}

function more(all: number, noun: string): readonly string[] {
  return all > mostShown ? [`    and ${count(all - mostShown, noun)} more`] : []
}

function oneLine(code: string): string {
  return code.replaceAll(/\s+/g, ' ').trim()
}

const mostShown = 8
const mostPlaces = 4
