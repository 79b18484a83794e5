import {clean} from '../../domain/clean-text.ts'
import {percentText} from '../../domain/percent-text.ts'
import type {ComparedCriterion, LintChange, SessionComparison} from '../../report/compare-session.ts'
import type {TestReport} from '../../report/test-report.ts'
import type {Verdict} from '../../report/verdict.ts'
import {gaugeRows} from './gauge-rows.ts'
import {numberRows} from './number-rows.ts'
import {blank, line, prose, type Row, span} from './row.ts'
import type {Look} from './theme.ts'
import {burnDownRows} from './way-rows.ts'
import {cut, pad, padLeft} from './width.ts'
import {counted} from './words.ts'

/** What the comparison comes to, in a row or two that stand still above it. */
export function verdictRows(comparison: SessionComparison, width: number): Row[] {
  const {glyph, word, style} = verdictLook[comparison.verdict]
  const against = objections(comparison)
  const said = `${word}: ${mustText(comparison.criteria)}`
  return [
    ...prose(said, width, {style, first: `${glyph} `}),
    ...(against.length === 0
      ? []
      : prose(`Speaks against it: ${against.join(', ')}`, width, {style: 'bad', first: '  '})),
    blank,
  ]
}

/** The numbers, then what is behind them by name, then what the upgrade is judged by. */
export function compareRows(comparison: SessionComparison, width: number): Row[] {
  const {numbers, tests, lints, versions, rounds, criteria, without} = comparison
  const gauges = gaugeRows(numbers, width)
  return [
    ...numberRows(numbers, width),
    ...(gauges.length === 0 ? [] : [blank, ...gauges]),
    ...(without.length === 0
      ? []
      : prose(clean(`Without ${without.join(', ')}: it never compiled`), width, {style: 'dim'})),
    ...testRows(tests, width),
    ...lintRows(lints, width),
    ...(rounds.length === 0 ? [] : [blank, ...burnDownRows(rounds, width)]),
    ...(versions.length === 0 ? [] : [blank]),
    ...versions
      .filter(isKnown)
      .flatMap(({name, before, after}) => labelled(name, `${before ?? '?'} → ${after ?? '?'}`, width)),
    blank,
    ...criteria.map(criterion => criterionRow(criterion, width)),
  ]
}

/** Rust that is neither stated nor going to be is no row. */
function isKnown({before, after}: SessionComparison['versions'][number]): boolean {
  return before !== null || after !== null
}

function mustText(criteria: readonly ComparedCriterion[]): string {
  const must = criteria.filter(({level}) => level === 'must')
  const count = (chosen: (one: ComparedCriterion) => boolean) => must.filter(chosen).length
  const [met, open] = [count(one => one.met), count(one => one.isOpen)]
  const failed = must.length - met - open
  const parts = [open === 0 ? '' : `${open} to come`, failed === 0 ? '' : `${failed} not met`].filter(Boolean)
  return [`${met} of ${must.length} musts proven`, ...parts].join(', ')
}

function objections({numbers, isBroken}: SessionComparison): string[] {
  const exceeded = numbers.filter(({verdict}) => verdict === 'exceeded')
  const byNumber = exceeded.map(one =>
    one.change === undefined ? `${one.name}: ${one.now}` : `${one.name} ${percentText(one.change)}`,
  )
  return [...(isBroken ? ['the workspace does not build'] : []), ...byNumber]
}

/** Names count, not numbers: a test that fails now and another that is mended are two changes. */
function testRows({comparison}: TestReport, width: number): Row[] {
  if (comparison === undefined) return []
  const {newFailures, missing, fixed, stillFailing} = comparison
  return [
    ...named('New failures', newFailures, {glyph: '✗', word: '', style: 'bad'}, width),
    ...named('Gone', missing, {glyph: '✗', word: '', style: 'bad'}, width),
    ...named('Fixed', fixed, {glyph: '✓', word: '', style: 'good'}, width),
    ...named('Failed before too', stillFailing, {glyph: '–', word: '', style: 'dim'}, width),
  ]
}

function named(title: string, names: readonly string[], {glyph, style}: Look, width: number): Row[] {
  if (names.length === 0) return []
  const rest = names.length - mostNames
  return [
    blank,
    line(`${title} (${names.length})`, 'heading'),
    ...names.slice(0, mostNames).map(name => [span(`  ${glyph} `, style), span(cut(clean(name), width - 4))]),
    ...(rest > 0 ? [line(`    and ${rest} more`, 'dim')] : []),
  ]
}

function lintRows(lints: readonly LintChange[], width: number): Row[] {
  if (lints.length === 0) return []
  return [
    blank,
    line(`Found more often by clippy (${counted(lints.length, 'lint')})`, 'heading'),
    ...lints
      .slice(0, mostNames)
      .map(({lint, before, now}) => [
        span(padLeft(`${before} → ${now}`, 14), 'warn'),
        span(`  ${cut(clean(lint), width - 16)}`),
      ]),
  ]
}

function labelled(label: string, text: string, width: number): Row[] {
  return prose(clean(text), width - labelWidth).map((row, at) => [
    span(pad(at === 0 ? clean(label) : '', labelWidth), 'dim'),
    ...row,
  ])
}

function criterionRow({level, title, met, isOpen}: ComparedCriterion, width: number): Row {
  const {glyph, word, style} = criterionLook(met, isOpen, level)
  return [
    span(`${glyph} ${pad(word, 9)}`, style),
    span(pad(level, 8), 'dim'),
    span(cut(clean(title), width - 19), met || isOpen ? undefined : 'strong'),
  ]
}

function criterionLook(met: boolean, isOpen: boolean, level: ComparedCriterion['level']): Look {
  if (met) return {glyph: '✓', word: 'met', style: 'good'}
  if (isOpen) return {glyph: '·', word: 'not yet', style: 'dim'}
  return {glyph: '✗', word: 'not met', style: level === 'must' ? 'bad' : 'warn'}
}

const verdictLook: Readonly<Record<Verdict | 'under-way', Look>> = {
  'under-way': {glyph: '●', word: 'Under way', style: 'accent'},
  upgraded: {glyph: '✓', word: 'Upgraded', style: 'good'},
  incomplete: {glyph: '!', word: 'Incomplete', style: 'warn'},
  undone: {glyph: '↺', word: 'Undone', style: 'warn'},
  blocked: {glyph: '■', word: 'Blocked', style: 'warn'},
}

const labelWidth = 24
const mostNames = 20
