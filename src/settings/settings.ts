import {parse, TomlError} from 'smol-toml'
import * as z from 'zod'
import {type ExtraMeasure, extraMeasures} from '../domain/extra-measure.ts'
import {isLimitName, type Limit, type Limits} from '../domain/limits.ts'
import {readingKinds} from '../domain/measurement.ts'
import {nearest} from '../domain/nearest.ts'
import type {Problem} from '../domain/problem.ts'
import {type OwnCommand, ownCommandSchema} from './own-command.ts'
import {numberName} from './read-number-schema.ts'

/** What a repository wants of the wizard, from its `upgrade-wizard.toml`. */
export type Settings = {
  /** Files or folders of rules, relative to the repository's root. */
  readonly rules: readonly string[]
  /** Commands of its own that judge an upgrade. They run only with a person's consent. */
  readonly commands: readonly OwnCommand[]
  /** How much worse numbers may become, where it isn't the default. */
  readonly limits: Limits
  /** What is to be measured though it takes long. */
  readonly measure: readonly ExtraMeasure[]
  /** Names of the repository's own checks that are to judge it too, or `all`, or `none`; undefined where nothing is said. */
  readonly validate?: readonly string[]
}

export const settingsFile = 'upgrade-wizard.toml'

/** A larger file isn't settings. */
export const largestSettings = 256 * 1024

/** Percent that something may become worse: a number, or what is accepted and from where on going back is recommended. */
const percent = z.number().min(0).max(10_000)
const thresholdSchema = z.union([percent, z.strictObject({accept: percent, rollback: percent.optional()})])

const settingsSchema = z.strictObject({
  thresholds: z
    .record(z.string().max(600), thresholdSchema)
    .default({})
    .refine(
      all => Object.keys(all).every(isLimitName),
      `thresholds are for ${readingKinds.join(', ')}; one number of a kind is "kind:name"`,
    ),
  measure: z.array(z.enum(extraMeasures)).default([]),
  validate: z
    .array(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'names of checks are wanted, or “all”, or “none”'))
    .max(100)
    .optional(),
  rules: z.array(z.string().max(500)).max(100).default([]),
  command: z
    .array(ownCommandSchema)
    .max(20)
    .default([])
    .refine(all => new Set(all.map(({name}) => name)).size === all.length, 'two commands have the same name'),
})

/** Reads the settings; undefined text is a repository without any. A key that isn't known is an error, not a shrug. */
export function readSettings(text: string | undefined): Settings | Problem {
  if (text === undefined) return noSettings
  if (text.length > largestSettings) return notValid(`It is larger than ${largestSettings / 1024} KiB`)
  try {
    const read = settingsSchema.safeParse(parse(text.replace(/^\uFEFF/, '')))
    if (!read.success) return notValid(told(read.error))
    const {rules, command, thresholds, measure, validate} = read.data
    const said = Object.entries(thresholds).map(([name, given]) => [name, limitOf(given)] as const)
    const limits = {...limitsOfNumbers(command), ...Object.fromEntries(said)}
    return {rules, commands: command, limits, measure, ...(validate === undefined ? {} : {validate})}
  } catch (error) {
    if (error instanceof TomlError) return notValid(error.message.split('\n', 1)[0] ?? '', error.line, error.column)
    // The parser recurses.
    if (error instanceof RangeError) return notValid('It is nested too deeply')
    throw error
  }
}

const noSettings: Settings = {rules: [], commands: [], limits: {}, measure: []}

/** What commands say of their numbers. What is accepted up to the point of going back, where only that is said. */
function limitsOfNumbers(commands: readonly OwnCommand[]): Limits {
  const numbers = commands.flatMap(({name, number = []}) =>
    number.flatMap(one => {
      const accept = one.accept ?? one.rollback
      if (accept === undefined) return []
      const {rollback} = one
      return [[`command:${numberName(name, one)}`, limitOf({accept, ...(rollback === undefined ? {} : {rollback})})]]
    }),
  )
  return Object.fromEntries(numbers)
}

function limitOf(given: z.infer<typeof thresholdSchema>): Limit {
  if (typeof given === 'number') return {accepted: given / 100}
  const {accept, rollback} = given
  return {accepted: accept / 100, ...(rollback === undefined ? {} : {rollback: rollback / 100})}
}

/** The first thing that is wrong, where, and for an unknown key what was meant or could be. */
function told({issues: [issue]}: z.ZodError): string {
  if (issue === undefined) return ''
  const at = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `
  if (issue.code !== 'unrecognized_keys') return `${at}${issue.message}`
  const known = Object.keys(issue.path[0] === 'command' ? ownCommandSchema.shape : settingsSchema.shape)
  const [key = ''] = issue.keys
  const meant = nearest(key, known)
  return `${at}Unrecognized key: "${key}"${meant === undefined ? '' : `, did you mean "${meant}"?`} Known keys: ${known.join(', ')}`
}

function notValid(what: string, line?: number, column?: number): Problem {
  return {
    code: 'settings-broken',
    title: `Cannot read ${settingsFile}`,
    detail: `${what}. Nothing in it is used.`,
    nextSteps: [`Repair ${settingsFile}, then run the wizard again.`],
    path: settingsFile,
    ...(line === undefined ? {} : {line}),
    ...(column === undefined ? {} : {column}),
  }
}
