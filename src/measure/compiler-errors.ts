import * as z from 'zod'
import {isRepositoryPath} from '../domain/repository-path.ts'
import {type ErrorMessage, readErrorMessages, withoutColours} from './cargo-messages.ts'

/** A stretch of a file as the compiler names it. Lines and columns are 1-based, columns in characters. */
export type CompilerSpan = {
  /** Relative to the repository's root. */
  readonly path: string
  readonly line: number
  readonly lastLine: number
  readonly column: number
  /** Offsets in bytes of the file, `end` exclusive. */
  readonly start: number
  readonly end: number
  /** Its first line as the compiler saw it; undefined where it shows none. */
  readonly text: string | undefined
}

/** One part of what the compiler suggests: the span becomes `replacement`. */
export type SuggestedSpan = CompilerSpan & {readonly replacement: string}

/** One error of the compiler, said once however many targets it stands in the way of. */
export type CompilerError = {
  /** `E0599`; undefined for errors of macros and of cargo. */
  readonly code: string | undefined
  readonly message: string
  /** The whole error as it is shown in a terminal, without colours. */
  readonly rendered: string
  /** What it says beside the message: at the marked places, and the notes and help below. */
  readonly remarks: readonly string[]
  /** As in `failedTargets`; the first of those that have it. */
  readonly target: string
  /** Where it is in the repository; in a macro of somebody else, where that is called. */
  readonly place: CompilerSpan | undefined
  /** What the compiler is sure of, each to be taken as a whole; only where all of it is in the repository. */
  readonly suggestions: readonly (readonly SuggestedSpan[])[]
}

export type Roots = {
  /** Absolute, of the repository. */
  readonly root: string
  /** Absolute, of the workspace: what relative paths start from. */
  readonly workspace: string
}

/**
 * The errors in cargo's JSON messages, without those of the targets that are `known` to be broken. Other lines, and fields
 * that aren't as they should be, are passed over.
 */
export function readCompilerErrors(
  output: string,
  roots: Roots,
  known: ReadonlySet<string> = new Set(),
): readonly CompilerError[] {
  const errors = new Map<string, CompilerError>()
  for (const message of readErrorMessages(output).filter(({target}) => !known.has(target))) {
    const error = readError(message, roots)
    const {code, place} = error
    const key = JSON.stringify([code, error.message, place?.path, place?.start, place?.end])
    const isSummary = place === undefined && code === undefined && /^aborting due to /.test(error.message)
    if (!isSummary && !errors.has(key) && errors.size < mostErrors) errors.set(key, error)
  }
  return [...errors.values()]
}

function readError({target, message}: ErrorMessage, roots: Roots): CompilerError {
  const {code, spans, children} = errorSchema.parse(message)
  const said = spans.flatMap(span => spanSchema.safeParse(span).data ?? []).slice(0, mostParts)
  const below = children.flatMap(child => childSchema.safeParse(child).data ?? []).slice(0, mostParts)
  const main = said.find(span => span.is_primary) ?? said[0]
  return {
    code: code?.code,
    message: message.message.slice(0, longestText),
    rendered: withoutColours(message.rendered ?? message.message)
      .trimEnd()
      .slice(0, longestText),
    remarks: [...said.flatMap(span => span.label ?? []), ...below.map(child => child.message)].map(text =>
      text.slice(0, longestText),
    ),
    target,
    place: main === undefined ? undefined : placeOf(main, roots),
    suggestions: below.flatMap(child => suggestionOf(child, roots) ?? []),
  }
}

/** The span itself, or the nearest call of the macros it came out of that stands in the repository. */
function placeOf(span: Span, roots: Roots): CompilerSpan | undefined {
  let at: Span | undefined = span
  for (let depth = 0; at !== undefined && depth < deepestExpansion; depth++) {
    const place = toSpan(at, roots)
    if (place !== undefined) return place
    at = expansionSchema.safeParse(at.expansion).data?.span
  }
  return undefined
}

/** Undefined when it isn't sure, comes out of a macro, or leaves the repository. */
function suggestionOf({spans}: Child, roots: Roots): readonly (readonly SuggestedSpan[])[] | undefined {
  const parts = spans.flatMap(span => spanSchema.safeParse(span).data ?? [])
  if (parts.length === 0 || parts.length !== spans.length || parts.length > mostParts) return undefined
  const suggested = parts.flatMap(part => suggestedSpan(part, roots) ?? [])
  return suggested.length === parts.length ? [suggested] : undefined
}

function suggestedSpan(span: Span, roots: Roots): SuggestedSpan | undefined {
  const {suggested_replacement: replacement, suggestion_applicability: applicability, expansion} = span
  const at = toSpan(span, roots)
  const isSure = applicability === 'MachineApplicable' && (expansion ?? null) === null
  if (!isSure || at?.text === undefined || replacement == null) return undefined
  return replacement.length > longestText ? undefined : {...at, replacement}
}

function toSpan(span: Span, roots: Roots): CompilerSpan | undefined {
  const path = repositoryPath(span.file_name, roots)
  if (path === undefined || span.byte_end < span.byte_start) return undefined
  return {
    path,
    line: span.line_start,
    lastLine: Math.max(span.line_start, span.line_end),
    column: span.column_start,
    start: span.byte_start,
    end: span.byte_end,
    text: span.text[0]?.text,
  }
}

/** Undefined for what is outside of the repository, such as the standard library and the sources of dependencies. */
function repositoryPath(name: string, {root, workspace}: Roots): string | undefined {
  const absolute = name.startsWith('/') ? name : `${workspace}/${name}`
  const parts: string[] = []
  for (const part of absolute.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  const path = `/${parts.join('/')}`
  const relative = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : ''
  return isRepositoryPath(relative) ? relative : undefined
}

const position = z.number().int().nonnegative()
const spanSchema = z.object({
  file_name: z.string().max(4096),
  byte_start: position,
  byte_end: position,
  line_start: position,
  line_end: position,
  column_start: position,
  is_primary: z.boolean(),
  label: z.string().nullish(),
  text: z.array(z.object({text: z.string()})).catch([]),
  suggested_replacement: z.string().nullish(),
  suggestion_applicability: z.string().nullish(),
  // Nested as deeply as macros are: looked at one by one.
  expansion: z.unknown(),
})
const expansionSchema = z.object({span: spanSchema})
const errorSchema = z.object({
  code: z
    .object({code: z.string().max(100)})
    .nullish()
    .catch(undefined),
  spans: z.array(z.unknown()).catch([]),
  children: z.array(z.unknown()).catch([]),
})
const childSchema = z.object({message: z.string(), spans: z.array(z.unknown()).catch([])})
type Span = z.infer<typeof spanSchema>
type Child = z.infer<typeof childSchema>

const mostErrors = 10_000
const mostParts = 50
const longestText = 8000
const deepestExpansion = 64
