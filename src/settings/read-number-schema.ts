import * as z from 'zod'
import {clean} from '../domain/clean-text.ts'
import {readPattern} from './line-pattern/line-pattern.ts'

const visible = z
  .string()
  .min(1)
  .refine(text => clean(text) === text, 'control characters, tabs and characters that take no room are not allowed')

const percent = z.number().min(0).max(10_000)

const oneNumberSchema = z
  .strictObject({
    /** Tells the numbers of one command apart. */
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name is 1 to 40 small letters, digits and “-”')
      .optional(),
    /** The one group of the last line that matches; see `line-pattern`. */
    pattern: visible.max(200).optional(),
    /** Keys and list positions with points between, in JSON that the command prints: `results.0.mean`. */
    json: visible.max(200).optional(),
    /** As it is shown: `ms`, `MiB`, `%`. */
    unit: visible.max(20),
    better: z.enum(['lower', 'higher']).default('lower'),
    /** The change for the worse that is accepted, and the one from which an undo is recommended; in per cent of before. */
    accept: percent.optional(),
    rollback: percent.optional(),
  })
  .superRefine(({pattern, json, accept = 0, rollback}, ctx) => {
    const say = (message: string, path: string) => ctx.addIssue({code: 'custom', message, path: [path]})
    if ((pattern === undefined) === (json === undefined))
      say('either a pattern or json says where it stands', 'pattern')
    const read = pattern === undefined ? undefined : readPattern(pattern)
    if (read !== undefined && 'problem' in read) say(read.problem, 'pattern')
    if (rollback !== undefined && rollback < accept) say('less than what is accepted', 'rollback')
  })

/** Where a number stands in what a command prints, and how it is judged. */
export type NumberToRead = z.infer<typeof oneNumberSchema>

/** One number, or several that have names. */
export const readNumberSchema = z
  .preprocess(given => (Array.isArray(given) ? given : [given]), z.array(oneNumberSchema).min(1).max(10))
  .refine(
    all => new Set(all.map(({name}) => name)).size === all.length,
    'several numbers of one command need a name each',
  )

/** The name under which a number is compared, and limits are given for it: `load.p99`; that of its command where it has none. */
export function numberName(command: string, {name}: NumberToRead): string {
  return name === undefined ? command : `${command}.${name}`
}
