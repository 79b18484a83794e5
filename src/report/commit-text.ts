import {count} from '../domain/count.ts'
import {coAuthorLines, isSamePerson, type Person, readPerson} from '../domain/person.ts'
import type {Raised} from '../steps/changelog-items.ts'
import {commitMessage, messageColumns, subjectIn} from './commit-message.ts'
import {type CommitStyle, plainStyle} from './commit-style.ts'
import type {Report} from './report.ts'
import type {ReportStep} from './report-input.ts'
import type {TestReport} from './test-report.ts'
import {movedPhrase, movedVersions, nameOf} from './version-changes.ts'

/** Who commits: the signer as git writes one, `Ada Lovelace <ada@example.org>`; undefined where git knows none. */
export type Committer = {readonly style: CommitStyle; readonly signer?: string}

/**
 * The commit message of the whole upgrade: from what to what, what was done, which breaking changes were met, and the tests before and
 * after; in the style of the repository, at most 72 columns wide. The same report always gives the same text.
 */
export function commitText(report: Report, {style, signer}: Committer = {style: plainStyle}): string {
  const moved = movedVersions(report.input)
  const body = [
    ...unfinished(report),
    ...moved.map(one => `- ${movedPhrase(one, one.names.join(', '))}`),
    ...section(
      'Done:',
      report.input.steps.filter(isWork).map(({title}) => title),
    ),
    ...section('Breaking changes met:', breakingLines(report)),
    ...testLines(report.tests),
  ]
  const people = coAuthorLines(coAuthors(report, signer))
  const signed = style.isSignedOff && signer !== undefined ? [`Signed-off-by: ${signer}`] : []
  return commitMessage({title: titleOf(report, moved, style), body, trailers: [...people, ...signed]}, style)
}

/** The longest that fits: with the old versions, without them, the first alone. */
function titleOf({input}: Report, moved: readonly Raised[], style: CommitStyle): string {
  const told = (isLong: boolean) => `Raise ${moved.map(one => movedPhrase(one, nameOf(one), isLong)).join(' and ')}`
  const [first] = moved
  if (first === undefined) return input.steps.find(isWork)?.title ?? 'Raise the toolchain'
  const short = `Raise ${movedPhrase(first, nameOf(first), false)}`
  const fits = (title: string) => subjectIn(title, style).length <= messageColumns
  return [told(true), told(false)].find(fits) ?? short
}

function unfinished({verdict}: Report): readonly string[] {
  return verdict === 'upgraded' ? [] : ['Not everything is proven yet: see the report for what is left.']
}

function section(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [title, ...items.map(item => `- ${item}`)]
}

/** A step whose changes are in the commit. */
function isWork({status, changedFiles}: ReportStep): boolean {
  return changedFiles && (status === 'accepted' || status === 'verified')
}

/** What the code met and how it was handled; notes are for the report. */
function breakingLines({input: {breaking}}: Report): readonly string[] {
  const lines = breaking.met.map(
    ({id, handled}) => `${id}: ${handled.map(({how, places}) => `${count(places, 'place')} ${how}`).join(', ')}`,
  )
  return lines.length > shown ? [...lines.slice(0, shown), `and ${lines.length - shown} more`] : lines
}

function testLines({before, after, comparison}: TestReport): readonly string[] {
  if (after === undefined || comparison === undefined) return []
  const {newFailures, missing, stillFailing} = comparison
  const was = before === undefined ? '' : ` (${before.passed} before)`
  const parts = [
    ...(newFailures.length > 0 ? [`${verb(newFailures.length, 'fails', 'fail')} newly`] : ['none fails newly']),
    ...(missing.length > 0 ? [`${verb(missing.length, 'is', 'are')} gone`] : []),
    ...(stillFailing.length > 0 ? [`${stillFailing.length} failed before too`] : []),
  ]
  return [`Tests: ${after.passed} pass${was}, ${parts.join(', ')}.`]
}

/** Those who paired, beside whoever commits. */
function coAuthors({input: {people = []}}: Report, signer: string | undefined): readonly Person[] {
  const committer = signer === undefined ? undefined : readPerson(signer)
  return people.filter(person => committer === undefined || !isSamePerson(person, committer))
}

const shown = 20

function verb(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}
