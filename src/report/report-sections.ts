import {escapeMarkdown} from './escape-markdown.ts'
import {listLessons} from './lessons.ts'
import {markdownBreaking, markdownDuplicates} from './markdown-changes.ts'
import {markdownChecklist} from './markdown-checklist.ts'
import {markdownNumbers} from './markdown-numbers.ts'
import {bullets} from './markdown-parts.ts'
import {markdownPartsTable} from './markdown-parts-table.ts'
import {
  markdownAdvisories,
  markdownCommands,
  markdownFeatures,
  markdownFlaky,
  markdownSkipped,
} from './markdown-proofs.ts'
import {criteriaRows, fileRows, noteRows, peopleRows, silentRows, stepRows, versionRows} from './markdown-session.ts'
import {markdownTests} from './markdown-tests.ts'
import {markdownBack, markdownEarlier, markdownTakenBack} from './markdown-way.ts'
import type {Report} from './report.ts'
import {timeLines} from './time-lines.ts'

/** One part of a report: its title, and what stands below it as Markdown. */
export type ReportSection = {readonly title: string; readonly body: string}

/** The parts of a report that have something to say, in the order in which they are read. */
export function reportSections(report: Report): readonly ReportSection[] {
  const {input, proofs} = report
  return [
    {title: 'Parts', body: markdownPartsTable(report.parts)},
    {title: 'Versions', body: versionRows(report)},
    {title: 'Criteria', body: criteriaRows(report)},
    {
      title: 'Tests',
      body: [markdownTests(report.tests), markdownFlaky(proofs)].filter(part => part !== '').join('\n\n'),
    },
    // How many tests there are stands in their own table.
    {title: 'Numbers', body: markdownNumbers(report.metrics.filter(({unit}) => unit !== 'tests'))},
    {title: 'Features', body: markdownFeatures(proofs)},
    {title: 'Commands of the repository’s own', body: markdownCommands(proofs)},
    {title: 'Advisories', body: markdownAdvisories(proofs)},
    {title: 'Not measured', body: markdownSkipped(proofs)},
    {title: 'Breaking changes', body: markdownBreaking(input.breaking)},
    {title: 'Changed defaults', body: silentRows(report)},
    {title: 'Crates in several versions', body: markdownDuplicates(input.duplicates)},
    {title: 'Time', body: bullets(timeLines(report).map(escapeMarkdown))},
    {title: 'Steps', body: stepRows(input.steps)},
    {title: 'Files', body: fileRows(report)},
    {title: 'Checklist', body: markdownChecklist(input.checklist)},
    {title: 'Taken back', body: markdownTakenBack(input.takenBack)},
    {title: 'Earlier attempts', body: markdownEarlier(input.earlier)},
    {title: 'What it showed', body: bullets(listLessons(report).map(escapeMarkdown))},
    {title: 'People', body: peopleRows(report)},
    {title: 'Notes', body: noteRows(report)},
    {title: 'Getting back', body: markdownBack(input.back)},
    {title: 'Left for people', body: report.remaining.map(text => `- [ ] ${escapeMarkdown(text)}`).join('\n')},
  ].filter(({body}) => body !== '')
}
