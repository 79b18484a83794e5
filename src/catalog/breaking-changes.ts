import * as z from 'zod'
import {isMet} from './count-breaking-changes.ts'

export const breakingChangeSchema = z.object({
  id: z.string(),
  crate: z.string(),
  /** The first major that has it. */
  major: z.number().int(),
  kind: z.enum(['default', 'feature', 'move', 'msrv', 'removed', 'rename', 'signature', 'target']),
  summary: z.string(),
  /** A regular expression that finds places worth a look; no proof. Taken with the `m` flag. */
  detect: z
    .string()
    .transform(pattern => pattern.replace(/^\(\?m\)/, ''))
    .optional(),
  /** What `detect` is searched in; `context` marks usage beside a change that no text shows, `none` can't be found. */
  detectIn: z.enum(['rust', 'toml', 'any', 'context', 'none']),
  /** `detect` still finds the place after it was rewritten. */
  detectMatchesAfter: z.boolean().optional(),
  before: z.string().optional(),
  after: z.string().optional(),
  isAutomatic: z.boolean(),
  /** Why it can be rewritten safely, or why it can't. */
  reason: z.string().optional(),
  /** Compiler errors it is expected to cause: predicted, not measured. */
  rustcErrors: z.array(z.string()).default([]),
  /** How code that isn't adapted is told: by an error, by a warning, or not at all until it runs differently. */
  effect: z.enum(['error', 'warning', 'silent']),
  /** 1 rare … 5 nearly every embedder: an estimate. */
  likelihood: z.number().int(),
  /** Place among the most commonly met: an estimate. */
  rank: z.number().int().optional(),
  /** Pull requests of bytecodealliance/wasmtime. */
  pullRequests: z.array(z.number().int()).default([]),
  /** For a target of this major or later, another change takes its place. */
  supersededAt: z.number().int().optional(),
  supersededBy: z.string().optional(),
  notes: z.string().optional(),
})

/** One change of the public API, a default or a feature that code which embeds wasmtime may have to follow. */
export type BreakingChange = z.infer<typeof breakingChangeSchema>

/** The changes met on the way from one major to another, in order; without those that are superseded before its end. */
export async function breakingChangesBetween(from: number, to: number): Promise<readonly BreakingChange[]> {
  const all = await loadBreakingChanges()
  return all.filter(change => isMet(change, from, to))
}

/** All known breaking changes. They are most of the catalogue, so they are only loaded when somebody asks, and once. */
export function loadBreakingChanges(): Promise<readonly BreakingChange[]> {
  loading ??= load()
  return loading
}

async function load(): Promise<readonly BreakingChange[]> {
  const {default: data} = await import('./data/breaking-changes.json', {with: {type: 'json'}})
  return z.array(breakingChangeSchema).parse(data.changes)
}

let loading: Promise<readonly BreakingChange[]> | undefined
