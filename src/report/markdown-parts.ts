/** A table whose cells are Markdown already; nothing without rows. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A list whose items are Markdown already. */
export function bullets(items: readonly string[]): string {
  return items.map(item => `- ${item}`).join('\n')
}
