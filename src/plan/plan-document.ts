import * as z from 'zod'
import {phases} from '../domain/phase.ts'
import {problemSchema} from '../domain/problem.ts'

const path = z.string()
const reason = z.object({needs: z.string(), version: z.string()})
const toolchain = z.object({name: z.string(), version: z.string()})

/** The document of `plan --json`: a promise to other programs. Fields may be added, never changed or taken away. */
export const planDocumentSchema = z.strictObject({
  schema: z.literal('upgrade-wizard/plan/1'),
  repo: z.strictObject({
    root: path,
    git: z.strictObject({branch: z.string().nullable(), head: z.string().nullable(), dirty: z.array(path)}).nullable(),
  }),
  current: z.strictObject({
    rust: z.strictObject({
      /** Places are `path:line`. */
      stated: z.array(z.strictObject({value: z.string(), places: z.array(z.string())})),
      installed: z.array(toolchain),
      active: toolchain.nullable(),
    }),
    /** `requirement` is null for a crate from git; `locked` is null without a lockfile that holds it. */
    wasmtime: z.array(
      z.strictObject({
        crate: z.string(),
        requirement: z.string().nullable(),
        locked: z.string().nullable(),
        path,
        line: z.number().int(),
      }),
    ),
    edition: z.string().nullable(),
  }),
  target: z.strictObject({
    wasmtime: z.string().nullable(),
    rust: z.strictObject({version: z.string(), because: z.array(reason)}),
    edition: z.string().nullable(),
  }),
  candidates: z.array(
    z.strictObject({
      wasmtime: z.string(),
      lts: z.boolean(),
      /** Null where neither the registry nor the catalogue says. */
      releasedOn: z.iso.date().nullable(),
      supportEnds: z.iso.date(),
      rust: z.strictObject({version: z.string(), because: z.array(reason), installed: z.boolean()}),
      advisoriesFixed: z.array(z.string()),
      advisoriesOpen: z.array(z.string()),
      /** Changes on the way in the crates that are used, whether or not this code meets them. */
      breakingChanges: z.strictObject({automatic: z.number().int(), manual: z.number().int()}),
      /** Places in this code that break, the silent ones counted in both; null when the code wasn't searched. */
      breakingUses: z
        .strictObject({automatic: z.number().int(), manual: z.number().int(), silent: z.number().int()})
        .nullable(),
      /** Whether the catalogue says what changed in this major. */
      notes: z.boolean(),
      /** Third-party crates that keep another major in a lockfile. */
      holders: z.array(z.strictObject({name: z.string(), version: z.string(), holds: z.string(), lockfile: path})),
      recommended: z.boolean(),
      why: z.string(),
    }),
  ),
  findings: z.array(
    z.strictObject({
      kind: z.enum([
        'rust-version',
        'toolchain',
        'component',
        'msrv',
        'edition',
        'wasm-target',
        'crate-version',
        'api-use',
      ]),
      path,
      line: z.number().int(),
      column: z.number().int(),
      text: z.string(),
      value: z.string(),
      live: z.boolean(),
      why: z.string(),
      step: z.string().nullable(),
      rule: z.string().nullable(),
      /** The breaking change that an api-use meets. */
      change: z.string().optional(),
      /** Why a Rust version may differ from the others on purpose. */
      onPurpose: z.string().optional(),
    }),
  ),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      phase: z.enum(phases),
      kind: z.string(),
      title: z.string(),
      why: z.string(),
      risk: z.enum(['none', 'low', 'medium', 'high']),
      needs: z.array(z.string()),
      /** Files it would write, seen from today's tree. */
      files: z.array(path),
      /** Lines that would change in them. */
      edits: z.number().int(),
      /** Unified, only when asked for. */
      diff: z.string().optional(),
    }),
  ),
  /** What cargo would lock, compared with the lockfile there is; null when cargo wasn't asked or couldn't say. */
  resolved: z
    .strictObject({
      /** Third-party packages beside the family, and how many of them state no Rust. */
      packages: z.number().int(),
      statingNoRust: z.number().int(),
      added: z.number().int(),
      removed: z.number().int(),
      kept: z.number().int(),
      changed: z.array(z.strictObject({crate: z.string(), before: z.array(z.string()), after: z.array(z.string())})),
    })
    .nullable(),
  problems: z.array(problemSchema),
  disk: z.strictObject({
    mounts: z.array(z.strictObject({path, freeBytes: z.number(), needBytes: z.number().nullable()})),
  }),
  /** The upgrade spread over the jobs of a CI service; null when nobody looked. */
  matrix: z
    .strictObject({
      jobs: z.array(
        z.strictObject({
          id: z.string(),
          platform: z.string(),
          /** What a workflow asks for: `ubuntu-latest`. */
          runsOn: z.string(),
          rust: z.string(),
          /** Ids of the sets of features that it compiles; none for the job that runs everything else. */
          featureSets: z.array(z.string()),
          /** Of `run`. */
          args: z.array(z.string()),
        }),
      ),
      leftOut: z.array(z.strictObject({what: z.string(), why: z.string()})),
    })
    .nullable(),
})

export type PlanDocument = z.infer<typeof planDocumentSchema>
