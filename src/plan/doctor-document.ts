import * as z from 'zod'
import {type Item, isBlocked} from '../doctor/examination.ts'
import type {DoctorInput} from './describe-doctor.ts'

const item = z.strictObject({
  name: z.string(),
  /** `blocking`: in the way of the upgrade; `unused`: not there, and nobody asks for it. */
  state: z.enum(['ok', 'warning', 'blocking', 'unused']),
  have: z.string().nullable(),
  need: z.string().nullable(),
  todo: z.array(z.string()),
})

/** The document of `doctor --json`: a promise to other programs. Fields may be added, never changed or taken away. */
export const doctorDocumentSchema = z.strictObject({
  schema: z.literal('upgrade-wizard/doctor/1'),
  repo: z.strictObject({root: z.string()}),
  target: z.strictObject({wasmtime: z.string().nullable(), rust: z.string()}),
  /** Whether something stands in the way; the exit code is 3 then. */
  blocked: z.boolean(),
  tools: z.array(item),
  toolchains: z.strictObject({
    items: z.array(item),
    installed: z.array(
      z.strictObject({
        name: z.string(),
        version: z.string(),
        active: z.boolean(),
        components: z.array(z.string()),
        targets: z.array(z.string()),
      }),
    ),
  }),
  /** The source of crates that cargo is configured for. */
  registry: z.array(item),
  git: z.array(item),
  disk: z.strictObject({
    mounts: z.array(
      z.strictObject({
        /** The folder that needs most there. */
        path: z.string(),
        freeBytes: z.number(),
        /** With less the upgrade can't work. */
        leastBytes: z.number(),
        /** With this much it should always work. */
        needBytes: z.number(),
        places: z.array(z.strictObject({name: z.string(), path: z.string(), needBytes: z.number(), how: z.string()})),
      }),
    ),
  }),
  /** Commands of the repository that may serve as checks before and after; none was run. */
  checks: z.array(
    z.strictObject({
      argv: z.array(z.string()),
      folder: z.string(),
      purpose: z.enum(['test', 'build', 'lint', 'bench', 'audit', 'container', 'wasm']),
      path: z.string(),
      line: z.number().int(),
      why: z.string(),
    }),
  ),
})

export type DoctorDocument = z.infer<typeof doctorDocumentSchema>

/** The examination as the document of `doctor --json`. */
export function doctorJson({root, target, examination}: DoctorInput): DoctorDocument {
  const {tools, toolchains, registry, git, disk, checks} = examination
  return {
    schema: 'upgrade-wizard/doctor/1',
    repo: {root},
    target: {wasmtime: target.wasmtime, rust: target.rust.version},
    blocked: isBlocked(examination),
    tools: tools.map(itemRow),
    toolchains: {
      items: toolchains.items.map(itemRow),
      installed: toolchains.installed.map(({name, version, isActive, components, targets}) => {
        return {name, version, active: isActive, components: [...components], targets: [...targets]}
      }),
    },
    registry: registry.map(itemRow),
    git: git.map(itemRow),
    disk: {
      mounts: disk.map(({path, freeBytes, leastBytes, needBytes, places}) => {
        const rows = places.map(place => ({
          name: place.name,
          path: place.path,
          needBytes: place.needBytes,
          how: place.how,
        }))
        return {path, freeBytes, leastBytes, needBytes, places: rows}
      }),
    },
    checks: checks.map(({runs: _, ...check}) => ({...check, argv: [...check.argv]})),
  }
}

function itemRow({name, state, have, need, todo}: Item): DoctorDocument['tools'][number] {
  return {name, state, have: have ?? null, need: need ?? null, todo: [...todo]}
}
