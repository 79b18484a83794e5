import {summaryOf, targetText, verdictWords} from '../markdown.ts'
import type {Report} from '../report.ts'
import {type ReportSection, reportSections} from '../report-sections.ts'
import {escapeHtml} from './escape-html.ts'
import {markdownHtml} from './markdown-html.ts'
import {numberCharts} from './number-charts.ts'
import {style} from './style.ts'
import {burnDownChart, diskChart, stepChart} from './way-charts.ts'

/**
 * The report as one page that needs nothing else: no script, nothing loaded, light and dark as the reader has it, on paper too.
 * It says what the Markdown says, with small charts. The same report always gives the same page; text from outside is escaped.
 */
export function reportHtml(report: Report): string {
  const {repository, tool, startedAt, endedAt} = report.input
  const title = `${repository}: ${targetText(report)}`
  const sections = reportSections(report)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>
${style}
</style>
</head>
<body>
<main>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="judged ${report.verdict}"><strong>${glyphs[report.verdict]} ${verdictWords[report.verdict]}</strong> ${escapeHtml(summaryOf(report))}</p>
</header>
${contents(sections)}
${sections.map((section, index) => sectionHtml(section, index, report)).join('\n')}
<footer>
<p>Written by ${escapeHtml(tool)}, ${escapeHtml(startedAt)} to ${escapeHtml(endedAt)}.</p>
</footer>
</main>
</body>
</html>
`
}

function contents(sections: readonly ReportSection[]): string {
  const links = sections.map(({title}, index) => `<li><a href="#part-${index + 1}">${escapeHtml(title)}</a></li>`)
  return `<nav aria-label="Contents">\n<ul>\n${links.join('\n')}\n</ul>\n</nav>`
}

function sectionHtml(section: ReportSection, index: number, report: Report): string {
  const {title, body} = section
  const parts = [`<h2>${escapeHtml(title)}</h2>`, chartOf(section, report), markdownHtml(body, title)]
  return `<section id="part-${index + 1}">\n${parts.filter(part => part !== '').join('\n')}\n</section>`
}

/** What a section shows beside its text. */
function chartOf({title}: ReportSection, {metrics, input}: Report): string {
  switch (title) {
    case 'Numbers':
      return numberCharts(metrics)
    case 'Time':
      return [stepChart(input), burnDownChart(input), diskChart(input)].filter(part => part !== '').join('\n')
    default:
      return ''
  }
}

/** Colour only repeats what the word beside them says. */
const glyphs: Readonly<Record<Report['verdict'], string>> = {
  upgraded: '✓',
  incomplete: '!',
  undone: '↺',
  blocked: '■',
}
