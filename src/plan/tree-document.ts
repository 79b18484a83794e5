import * as z from 'zod'
import {problemSchema} from '../domain/problem.ts'

const path = z.string()
/** `name version`, as in `nodes`. */
const packageId = z.string()

/** The document of `tree --json`: a promise to other programs. Fields may be added, never changed or taken away. */
export const treeDocumentSchema = z.strictObject({
  schema: z.literal('upgrade-wizard/tree/1'),
  /** The wasmtime that holders are judged by; null when none can be chosen. */
  target: z.string().nullable(),
  /** The family and everything on a way from a workspace member to it. */
  nodes: z.array(
    z.strictObject({
      name: z.string(),
      version: z.string(),
      /** Null when it isn't known. */
      requiredRust: z.string().nullable(),
      /** As the lockfile writes it; null for a workspace member or a path. */
      source: z.string().nullable(),
      role: z.enum(['member', 'family', 'companion', 'other']),
      lockfile: path,
    }),
  ),
  edges: z.array(
    z.strictObject({
      from: packageId,
      to: packageId,
      /** Null where neither a manifest here nor the registry tells it. */
      requirement: z.string().nullable(),
      kind: z.enum(['normal', 'build', 'dev']).nullable(),
      /** The features of `from` that turn it on; empty when it is there in any case, or when that isn't known. */
      features: z.array(z.string()),
      lockfile: path,
    }),
  ),
  /** Family crates that a lockfile holds in several majors, oldest first. */
  majors: z.array(z.strictObject({crate: z.string(), versions: z.array(z.string()), lockfile: path})),
  holders: z.array(
    z.strictObject({
      name: z.string(),
      version: z.string(),
      /** What the last of the chain requires of the crate it holds; null when that isn't known. */
      requires: z.string().nullable(),
      /** Null when there is none, or when none is known: `verdict` tells which. */
      newestThatAllows: z.string().nullable(),
      verdict: z.enum(['not-known', 'allows', 'later-release', 'none']),
      holds: packageId,
      /** From the holder to the package that asks for the family. */
      chain: z.array(packageId),
      members: z.array(z.string()),
      advice: z.string(),
      lockfile: path,
    }),
  ),
  /** Members that state a version although their workspace states one for all. */
  repeated: z.array(
    z.strictObject({
      crate: z.string(),
      requirement: z.string(),
      path,
      line: z.number().int(),
      workspaceRequirement: z.string(),
      workspacePath: path,
      workspaceLine: z.number().int(),
    }),
  ),
  /** Declared, but no Rust file of the package names it; or offered by a workspace (`package` is null) and never taken. */
  unused: z.array(z.strictObject({crate: z.string(), package: z.string().nullable(), path, line: z.number().int()})),
  /** The root's lockfile before a session changed it and now; null without such a session. */
  changes: z
    .strictObject({
      crates: z.array(z.strictObject({crate: z.string(), before: z.array(z.string()), after: z.array(z.string())})),
      added: z.number().int(),
      removed: z.number().int(),
      kept: z.number().int(),
    })
    .nullable(),
  problems: z.array(problemSchema),
})

export type TreeDocument = z.infer<typeof treeDocumentSchema>
