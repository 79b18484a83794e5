import * as z from 'zod'

/** Any JSON value: what steps hand to later steps through the state file. */
export type Json = null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json | undefined}
export const jsonSchema: z.ZodType<Json> = z.json()
