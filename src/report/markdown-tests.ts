import {codeSpan} from './escape-markdown.ts'
import {bullets, markdownTable} from './markdown-parts.ts'
import type {TestCount, TestReport} from './test-report.ts'

/** The tests of both sides and what differs. Only new failures and missing tests speak against the upgrade. */
export function markdownTests({before, after, comparison}: TestReport): string {
  if (before === undefined && after === undefined) return 'Not measured.'
  const parts = [
    markdownTable(
      ['', 'passed', 'failed', 'ignored'],
      [
        ['before', ...cells(before)],
        ['after', ...cells(after)],
      ],
    ),
    ...(comparison === undefined
      ? ['Nothing was compared: the tests were not run again, or did not build.']
      : [
          names('New failures', comparison.newFailures),
          names('Missing: ran before, not now', comparison.missing),
          names('Failed before too', comparison.stillFailing),
          names('Fixed', comparison.fixed),
          names('New', comparison.added),
        ]),
  ]
  return parts.filter(part => part !== '').join('\n\n')
}

function cells(count: TestCount | undefined): readonly string[] {
  if (count === undefined) return ['—', '—', '—']
  return [count.passed, count.failed, count.ignored].map(String)
}

function names(title: string, tests: readonly string[]): string {
  if (tests.length === 0) return ''
  const more = tests.length > shown ? [`and ${tests.length - shown} more`] : []
  return `${title} (${tests.length}):\n\n${bullets([...tests.slice(0, shown).map(codeSpan), ...more])}`
}

/** A reviewer reads this many names; the JSON report has all of them. */
const shown = 20
