import {widthOf} from './rows/width.ts'

type Clip = {readonly x1?: number; readonly x2?: number; readonly y1?: number; readonly y2?: number}
type Drawing = {readonly transformers: readonly ((line: string, index: number) => string)[]}

/**
 * Where Ink puts the texts of a frame together; takes the place of Ink's own class in the bundle. That one makes an object
 * for every cell of the screen and reads every colour again, which is most of what a frame costs. Here rows stay text, as
 * wide as the components made them. See docs/decisions/0019-frames.md.
 */
export class FrameOutput {
  private readonly rows: string[]
  private readonly clips: Clip[] = []

  constructor({height}: {readonly width: number; readonly height: number}) {
    this.rows = Array.from({length: height}, () => '')
  }

  write(x: number, y: number, text: string, {transformers}: Drawing): void {
    const clip = this.clips.at(-1)
    for (const [at, line] of text.split('\n').entries()) {
      const row = this.rows[y + at]
      if (row === undefined || y + at < (clip?.y1 ?? 0) || y + at >= (clip?.y2 ?? Number.POSITIVE_INFINITY)) continue
      const shown = transformers.reduce((changed, transform) => transform(changed, at), line)
      this.rows[y + at] = joined(row, x, clip?.x2 === undefined ? shown : columnsOf(shown, clip.x2 - x))
    }
  }

  clip(clip: Clip): void {
    this.clips.push(clip)
  }

  unclip(): void {
    this.clips.pop()
  }

  get(): {output: string; height: number} {
    return {output: this.rows.map(row => row.trimEnd()).join('\n'), height: this.rows.length}
  }
}

/** As Ink's function of this purpose, without keeping every text there ever was: hours of output would fill the memory. */
export function textSize(text: string): {width: number; height: number} {
  if (text === '') return {width: 0, height: 0}
  const lines = text.split('\n')
  return {width: Math.max(...lines.map(widthOf)), height: lines.length}
}

/** Ink looks through every text of every frame for what would break its layout; ours is cleaned where it comes in (domain/clean-text.ts). */
export function asItIs(text: string): string {
  return text
}

/** What is drawn later covers the row from where it begins. */
function joined(row: string, x: number, text: string): string {
  const used = widthOf(row)
  return used > x ? columnsOf(row, x) + text : row + ' '.repeat(x - used) + text
}

/** The first `width` columns of a text, its colours ended. */
function columnsOf(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  for (const part of text.match(/\x1b\[[0-9:;]*m|[^\x1b]/gsu) ?? []) {
    if (widthOf(kept + part) > width) break
    kept += part
  }
  return kept.includes('\x1b') ? `${kept}\x1b[0m` : kept
}
