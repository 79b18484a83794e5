import {escapeHtml} from './escape-html.ts'
import {inlineHtml} from './markdown-inline.ts'

/**
 * The Markdown that reports are made of as HTML: paragraphs, lists with ticks and one level below them, tables and code. Every
 * text is escaped; nothing of it becomes a link or markup of its own. `label` names the tables for who can't see them.
 */
export function markdownHtml(markdown: string, label: string): string {
  return blocksOf(markdown)
    .map(lines => blockHtml(lines, label))
    .join('\n')
}

/** Lines between blank ones; a fence keeps its blank lines. */
function blocksOf(markdown: string): readonly (readonly string[])[] {
  const blocks: string[][] = [[]]
  let isCode = false
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode
    if (line === '' && !isCode) blocks.push([])
    else blocks.at(-1)?.push(line)
  }
  return blocks.filter(lines => lines.length > 0)
}

function blockHtml(lines: readonly string[], label: string): string {
  const [first = ''] = lines
  if (first.startsWith('```')) return codeHtml(lines.slice(1, -1))
  if (first.startsWith('| ')) return tableHtml(lines, label)
  if (first.startsWith('- ')) return listHtml(lines)
  return `<p>${lines.map(inlineHtml).join(' ')}</p>`
}

function codeHtml(lines: readonly string[]): string {
  return `<pre tabindex="0"><code>${lines.map(escapeHtml).join('\n')}</code></pre>`
}

/** Items, each with what is listed below it. */
function listHtml(lines: readonly string[]): string {
  const items: {text: string; below: string[]}[] = []
  for (const line of lines) {
    if (line.startsWith('  - ')) items.at(-1)?.below.push(line.slice(4))
    else items.push({text: line.replace(/^- /, ''), below: []})
  }
  const isTicked = /^- \[[ x]\] /.test(lines[0] ?? '')
  return `<ul${isTicked ? ' class="ticks"' : ''}>\n${items.map(itemHtml).join('\n')}\n</ul>`
}

function itemHtml({text, below}: {readonly text: string; readonly below: readonly string[]}): string {
  const nested =
    below.length === 0 ? '' : `\n<ul>\n${below.map(one => `<li>${inlineHtml(one)}</li>`).join('\n')}\n</ul>`
  const [, tick, rest = text] = /^\[([ x])\] (.*)$/.exec(text) ?? []
  if (tick === undefined) return `<li>${inlineHtml(text)}${nested}</li>`
  const [glyph, word] = tick === 'x' ? ['✓', 'done'] : ['○', 'open']
  return `<li class="${word}"><span class="tick" aria-hidden="true">${glyph}</span><span class="unseen">${word}: </span>${inlineHtml(rest)}${nested}</li>`
}

/** Scrolls by itself where it is too wide, and can be scrolled by keys. */
function tableHtml(lines: readonly string[], label: string): string {
  const [head = [], , ...rows] = lines.map(cellsOf)
  const th = head.map(cell => (cell === '' ? '<td></td>' : `<th scope="col">${inlineHtml(cell)}</th>`))
  const body = rows.map(([name = '', ...cells]) => {
    const first = `<th scope="row">${inlineHtml(name)}</th>`
    return `<tr>${first}${cells.map(cell => `<td>${inlineHtml(cell)}</td>`).join('')}</tr>`
  })
  const table = `<table>\n<thead><tr>${th.join('')}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(label)}">\n${table}\n</div>`
}

/** What stands between the bars, each without the spaces around it. */
function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim())
}
