import {escapeHtml} from './escape-html.ts'

/** A picture that is told in words as well: its title, and what it shows. */
export type Picture = {
  /** Unique on the page. */
  readonly id: string
  readonly title: string
  readonly says: string
  /** In the units that its shapes are drawn in. */
  readonly width: number
  readonly height: number
  readonly shapes: readonly string[]
}

/** The picture as wide as its place; it holds no text, so that nothing is stretched that has to be read. */
export function svg({id, title, says, width, height, shapes}: Picture): string {
  const named = `role="img" aria-labelledby="${id}-title" aria-describedby="${id}-says"`
  return [
    `<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" ${named}>`,
    `<title id="${id}-title">${escapeHtml(title)}</title>`,
    `<desc id="${id}-says">${escapeHtml(says)}</desc>`,
    ...shapes,
    '</svg>',
  ].join('\n')
}

/** A rectangle; `kind` is its class, and so its colour. */
export function rect(kind: string, [x, y, width, height]: readonly [number, number, number, number]): string {
  return `<rect class="${kind}" x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}"/>`
}

/** A line from one place to another. */
export function stroke(kind: string, [x1, y1, x2, y2]: readonly [number, number, number, number]): string {
  return `<line class="${kind}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`
}

/** A number as shapes have it: the same for the same value everywhere. */
export function at(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0'
}
