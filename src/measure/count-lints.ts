import * as z from 'zod'

/** What a lint found: how often, and the first place as `path:line`, as the compiler names it. */
export type LintCount = {readonly lint: string; readonly count: number; readonly place: string}

/**
 * The lints in cargo's JSON messages, the most frequent first. A place that two targets share (a library and its unit
 * tests) counts once; errors that are no lints, other lines and fields that aren't as they should be are passed over.
 */
export function countLints(output: string): readonly LintCount[] {
  const counts = new Map<string, {count: number; place: string}>()
  const seen = new Set<string>()
  for (const {code, spans} of output.split('\n').flatMap(line => parseWarning(line) ?? [])) {
    const span = spans.find(one => one.is_primary) ?? spans[0]
    const place = span === undefined ? '' : `${span.file_name}:${span.line_start}`
    const key = `${code.code}\n${place}:${span?.column_start}`
    if (/^E\d+$/.test(code.code) || seen.has(key)) continue
    seen.add(key)
    const known = counts.get(code.code)
    counts.set(code.code, {count: (known?.count ?? 0) + 1, place: known?.place ?? place})
  }
  return [...counts]
    .map(([lint, found]) => ({lint, ...found}))
    .toSorted((a, b) => b.count - a.count || a.lint.localeCompare(b.lint, 'en'))
}

/** The lints that are found more often than before, with how much more often. */
export function moreLints(
  before: Readonly<Record<string, number>>,
  after: readonly LintCount[],
): readonly (LintCount & {readonly more: number})[] {
  return after.flatMap(found => {
    const more = found.count - (Object.hasOwn(before, found.lint) ? (before[found.lint] ?? 0) : 0)
    return more > 0 ? [{...found, more}] : []
  })
}

function parseWarning(line: string): Warning | undefined {
  if (!line.startsWith('{"reason":"compiler-message"')) return undefined
  try {
    return warningSchema.safeParse(JSON.parse(line)).data?.message
  } catch {
    return undefined
  }
}

const warningSchema = z.object({
  message: z.object({
    level: z.enum(['warning', 'error']),
    code: z.object({code: z.string().max(200)}),
    spans: z.array(
      z.object({
        file_name: z.string(),
        line_start: z.number(),
        column_start: z.number(),
        is_primary: z.boolean(),
      }),
    ),
  }),
})
type Warning = z.infer<typeof warningSchema>['message']
