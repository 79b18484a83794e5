import path from 'node:path'
import {reportMarkdown} from '../../report/markdown.ts'
import type {Report} from '../../report/report.ts'
import {reportJson} from '../../report/report-json.ts'

/** What a whole report can be written as. */
export type ReportFormat = 'markdown' | 'json' | 'html'

/** The format that was asked for, else the one that the name of the file tells, else Markdown. */
export function chooseFormat(asked: ReportFormat | undefined, out: string | undefined): ReportFormat {
  if (asked !== undefined || out === undefined) return asked ?? 'markdown'
  return formatsByName[path.extname(out).toLowerCase()] ?? 'markdown'
}

/** A report in a format; what writes a page is loaded only for one. */
export async function formatReport(report: Report, format: ReportFormat): Promise<string> {
  switch (format) {
    case 'markdown':
      return reportMarkdown(report)
    case 'json':
      return `${JSON.stringify(reportJson(report), null, 2)}\n`
    case 'html':
      return (await import('../../report/html/html.ts')).reportHtml(report)
    default:
      return format satisfies never
  }
}

const formatsByName: Readonly<Record<string, ReportFormat>> = {'.html': 'html', '.htm': 'html', '.json': 'json'}
