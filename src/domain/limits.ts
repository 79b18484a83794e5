import * as z from 'zod'
import {type Reading, readingKinds} from './measurement.ts'

/** How much worse a number may become: shares of what it was before, 0.1 is a tenth. */
export const limitSchema = z.object({
  /** Up to here it is accepted. */
  accepted: z.number().min(0),
  /** From here on going back is recommended; absent where nothing but the accepted share is said. */
  rollback: z.number().min(0).optional(),
})
export type Limit = z.infer<typeof limitSchema>

/** Limits by the kind of a number, or by `kind:name` for one of them; what isn't named has none. */
export const limitsSchema = z.record(z.string().max(600), limitSchema)
export type Limits = z.infer<typeof limitsSchema>

/** What teams that upgraded wasmtime held themselves to: a tenth more build time, a twentieth more wasm, benches within 5 to 10 %. */
export const defaultLimits: Limits = {
  'check-time': {accepted: 0.1},
  'build-time': {accepted: 0.1},
  'wasm-size': {accepted: 0.05},
  bench: {accepted: 0.05, rollback: 0.1},
}

/** The limit of a number: its own, else that of its kind. */
export function limitOf({kind, name}: Pick<Reading, 'kind' | 'name'>, limits: Limits): Limit | undefined {
  return limits[`${kind}:${name}`] ?? limits[kind]
}

/** Whether limits can be given for this name: a kind, or a kind with a name behind a colon. */
export function isLimitName(name: string): boolean {
  return readingKinds.some(kind => name === kind || name.startsWith(`${kind}:`))
}
