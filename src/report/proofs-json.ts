import * as z from 'zod'
import {advisorySchema, commandOutcomes} from '../domain/measurement.ts'

const times = {beforeMs: z.number().nullable(), afterMs: z.number().nullable()}

const advisories = z.array(advisorySchema.strict())

/** What the document says of features, commands and advisories; null on a side where it wasn't tried. */
export const proofsSchema = z.strictObject({
  /** Sets of features, and whether the package compiles with each. */
  features: z.array(
    z.strictObject({name: z.string(), before: z.boolean().nullable(), after: z.boolean().nullable(), ...times}),
  ),
  commands: z.array(
    z.strictObject({
      name: z.string(),
      before: z.enum(commandOutcomes).nullable(),
      after: z.enum(commandOutcomes).nullable(),
      ...times,
    }),
  ),
  /** Null where nobody looked. */
  advisories: z
    .strictObject({
      sourceBefore: z.string().nullable(),
      sourceAfter: z.string().nullable(),
      fixed: advisories,
      left: advisories,
      added: advisories,
    })
    .nullable(),
  /** Tests that failed, and passed when they were run again. */
  flaky: z.array(z.string()),
  /** What could have been measured and wasn't, and why. */
  skipped: z.array(z.strictObject({what: z.string(), why: z.string()})),
})
