import type {SuggestedEdit} from '../domain/diagnosis.ts'
import type {CompilerError, SuggestedSpan} from '../measure/compiler-errors.ts'

/** The bytes of a file that may be edited; undefined for any other. */
export type EditableFile = (path: string) => Uint8Array | undefined

/**
 * What the compiler is sure would mend an error, as edits of the text; undefined when there is nothing, or when a file isn't
 * the one that the compiler read. Of several suggestions the first: the others are other ways to the same end.
 */
export function suggestedEdits(error: CompilerError, file: EditableFile): readonly SuggestedEdit[] | undefined {
  const edits = error.suggestions[0]?.map(span => toEdit(span, file(span.path)))
  const whole = edits?.filter(edit => edit !== undefined)
  return whole === undefined || whole.length !== edits?.length ? undefined : whole
}

function toEdit(span: SuggestedSpan, bytes: Uint8Array | undefined): SuggestedEdit | undefined {
  if (bytes === undefined || span.end > bytes.length) return undefined
  const before = decoded(bytes.subarray(0, span.start))
  const was = decoded(bytes.subarray(span.start, span.end))
  const text = decoded(bytes)
  if (before === undefined || was === undefined || text === undefined) return undefined
  const start = before.length
  const line = lineAt(text, start)
  if (line !== span.text || line.length > longestLine) return undefined
  return {path: span.path, start, end: start + was.length, was, line, text: withLineEnds(span.replacement, text)}
}

/** The line that an offset stands in, without its end and without a byte order mark: what the compiler calls its text. */
export function lineAt(text: string, offset: number): string {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  const line = text.slice(start, end === -1 ? undefined : end)
  return line.replace(/^\uFEFF/, '').replace(/\r$/, '')
}

/** The compiler reads and suggests bare line feeds, whatever the file has. */
function withLineEnds(replacement: string, text: string): string {
  return /\r\n/.test(text) ? replacement.replace(/\r?\n/g, '\r\n') : replacement
}

/** Undefined when it isn't UTF-8, such as when an offset stands in the middle of a letter. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch {
    return undefined
  }
}

const longestLine = 2000
