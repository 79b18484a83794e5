import {escapeHtml} from './escape-html.ts'

/** A line of a report's Markdown: code spans, strong words, and escaped signs as the signs they are. */
export function inlineHtml(text: string): string {
  let html = ''
  let rest = text
  while (rest !== '') {
    const code = codeAt(rest)
    const strong = /^\*\*([^*`\\]+)\*\*/.exec(rest)
    const escaped = /^\\([!-/:-@[-`{-~])/.exec(rest)
    if (code !== undefined) html += `<code>${escapeHtml(code.text)}</code>`
    else if (strong !== null) html += `<strong>${escapeHtml(strong[1] ?? '')}</strong>`
    else html += escapeHtml(escaped?.[1] ?? unitsKept(plainAt(rest).replaceAll('\u200b', '')))
    rest = rest.slice(code?.length ?? (strong ?? escaped)?.[0].length ?? plainAt(rest).length)
  }
  return html
}

/** A code span that begins here, and how long it is with its fences. */
function codeAt(text: string): {readonly text: string; readonly length: number} | undefined {
  const fence = /^`+/.exec(text)?.[0]
  if (fence === undefined) return undefined
  for (const {0: run, index} of text.slice(fence.length).matchAll(/`+/g)) {
    if (run.length !== fence.length) continue
    const inside = text.slice(fence.length, fence.length + index)
    // A space on both sides keeps backticks from the fence; a bar is escaped for the table that it may stand in.
    const bare = /^ .*\S.* $/s.test(inside) ? inside.slice(1, -1) : inside
    return {text: bare.replaceAll('\\|', '|'), length: 2 * fence.length + index}
  }
  return undefined
}

/** Up to the next sign that may mean something; at least one character, and backticks that close nothing at once. */
function plainAt(text: string): string {
  return /^(?:[^`*\\]+|`+|.)/su.exec(text)?.[0] ?? text
}

/** A number and its unit stay on one line. */
function unitsKept(text: string): string {
  return text.replace(/(\d) (?=(?:%|ns|µs|ms|s|min|h|kB|MB|GB)(?!\w))/g, '$1\u00a0')
}
