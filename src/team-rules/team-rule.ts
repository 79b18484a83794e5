import picomatch from 'picomatch'
import {type Document, LineCounter} from 'yaml'
import * as z from 'zod'
import type {Problem} from '../domain/problem.ts'
import {yamlDocuments} from '../editors/yaml-documents.ts'

/** A rule of the team's own, in ast-grep's format. Without a fix it only points at places. */
export type TeamRule = {
  readonly id: string
  /** The file it stands in, and the line (1-based) it begins at. */
  readonly path: string
  readonly line: number
  readonly message: string
  readonly note?: string
  /** What ast-grep matches by. */
  readonly matcher: object
  /** The text that takes a match's place; `$A` and `$$$A` stand for what matched. */
  readonly fix?: string
  /** Whether it is about a file, by its path. */
  readonly isFor: (path: string) => boolean
  /** Words that every match has; a file without them is never parsed. */
  readonly words: readonly string[]
  /** How many places it may match before it is taken for a mistake. */
  readonly limit: number
}

/** Patterns of files are turned into regular expressions: long ones are refused. */
const longestGlob = 200
const pattern = z.union([z.string(), z.object({context: z.string(), selector: z.string().optional()}).loose()])
const matcherSchema = z.record(z.string(), z.unknown())

/** What ast-grep knows for one rule, and what of it is understood here; anything else is refused by name. */
const ruleSchema = z.strictObject({
  id: z.string().regex(/^[\w.-]{1,100}$/, 'letters, digits, “-”, “_” and “.” only'),
  language: z.string().regex(/^(rust|rs)$/i, 'only Rust can be rewritten'),
  rule: matcherSchema,
  constraints: matcherSchema.optional(),
  utils: matcherSchema.optional(),
  transform: matcherSchema.optional(),
  fix: z.union([z.string(), z.strictObject({template: z.string()})]).optional(),
  message: z.string().optional(),
  note: z.string().nullish(),
  severity: z.enum(['hint', 'info', 'warning', 'error', 'off']).optional(),
  url: z.string().optional(),
  labels: z.unknown().optional(),
  files: z.array(z.string().max(longestGlob)).optional(),
  ignores: z.array(z.string().max(longestGlob)).optional(),
  metadata: z.looseObject({limit: z.number().int().positive().optional()}).nullish(),
})

/** Reads a file of rules, several documents one after the other. A rule that isn't valid becomes a problem; the rest is read. */
export function readTeamRules(
  path: string,
  text: string,
): {readonly rules: readonly TeamRule[]; readonly problems: readonly Problem[]} {
  const lines = new LineCounter()
  const documents = yamlDocuments(text, {uniqueKeys: true, lines})
  const rules: TeamRule[] = []
  const problems: Problem[] = []
  for (const document of documents) {
    const [start] = document.contents?.range ?? [0]
    const {line} = lines.linePos(start)
    const [error] = document.errors
    if (error !== undefined) {
      problems.push(notValid(path, error.linePos?.[0].line ?? line, error.message.split('\n', 1)[0] ?? ''))
      continue
    }
    const value = dataOf(document)
    if (typeof value === 'string') {
      problems.push(notValid(path, line, value))
      continue
    }
    const read = ruleSchema.safeParse(value.data)
    if (!read.success) problems.push(notValid(path, line, told(read.error)))
    else if (read.data.severity !== 'off') rules.push(ruleOf(path, line, read.data))
  }
  return {rules, problems}
}

/** The document as data, or why it is none: aliases that multiply, or that hold themselves, would never be read to their end. */
function dataOf(document: Document.Parsed): {readonly data: unknown} | string {
  try {
    const data: unknown = document.toJS({maxAliasCount: 50})
    // Refuses what holds itself, and what is nested too deeply for everything behind it.
    JSON.stringify(data)
    return {data}
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return `its aliases can’t be resolved: ${error.message.split('\n', 1)[0] ?? ''}`
  }
}

function ruleOf(path: string, line: number, read: z.infer<typeof ruleSchema>): TeamRule {
  const {id, rule, constraints, utils, transform, fix, message, note, files, ignores, metadata} = read
  const isAmong = files === undefined ? () => true : picomatch(files)
  const isIgnored = ignores === undefined ? () => false : picomatch(ignores)
  return {
    ...{id, path, line, message: message ?? id},
    ...(note ? {note: note.trim()} : {}),
    matcher: {rule, ...(constraints && {constraints}), ...(utils && {utils}), ...(transform && {transform})},
    ...(fix === undefined ? {} : {fix: typeof fix === 'string' ? fix : fix.template}),
    isFor: one => isAmong(one) && !isIgnored(one),
    words: wordsOf(rule),
    limit: metadata?.limit ?? mostMatches,
  }
}

/** The names in a rule's patterns that a match can't do without. What may also be missing (`any`, `not`) tells nothing. */
function wordsOf(rule: unknown): readonly string[] {
  const read = z.looseObject({pattern: pattern.optional(), all: z.array(z.unknown()).optional()}).safeParse(rule)
  if (!read.success) return []
  const {pattern: own, all = [], inside, has} = read.data
  const text = typeof own === 'object' ? own.context : (own ?? '')
  const names = text.replace(/\$+\w*/g, ' ').match(/[A-Za-z_]\w+/g) ?? []
  return [...new Set([...names, ...[...all, inside, has].flatMap(wordsOf)])]
}

function told(error: z.ZodError): string {
  const [issue] = error.issues
  const at = issue?.path.join('.') ?? ''
  return `${at === '' ? '' : `${at}: `}${issue?.message ?? 'it is no rule'}`
}

function notValid(path: string, line: number, what: string): Problem {
  return {
    code: 'team-rule-broken',
    title: `Cannot use the rule in ${path}`,
    detail: `At line ${line}: ${what}. The other rules are used.`,
    nextSteps: [`Repair ${path} at line ${line}, then look again.`],
    path,
    line,
  }
}

/** More than this many places is taken for a rule that says less than it means; `metadata.limit` raises it. */
const mostMatches = 500
