import {parse, TomlError} from 'smol-toml'
import * as z from 'zod'
import type {Problem} from '../domain/problem.ts'

/** What a repository wants of the wizard, from its `upgrade-wizard.toml`. */
export type Settings = {
  /** Files or folders of rules, relative to the repository's root. */
  readonly rules: readonly string[]
}

export const settingsFile = 'upgrade-wizard.toml'

const settingsSchema = z.strictObject({rules: z.array(z.string().max(500)).max(100).default([])})

/** Reads the settings; undefined text is a repository without any. A key that isn't known is an error, not a shrug. */
export function readSettings(text: string | undefined): Settings | Problem {
  if (text === undefined) return {rules: []}
  try {
    const read = settingsSchema.safeParse(parse(text.replace(/^\uFEFF/, '')))
    return read.success ? read.data : notValid(`${told(read.error)}. Known keys: ${Object.keys(settingsSchema.shape)}`)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    return notValid(error.message.split('\n', 1)[0] ?? '', error.line, error.column)
  }
}

function told(error: z.ZodError): string {
  const [issue] = error.issues
  const at = issue?.path.join('.') ?? ''
  return `${at === '' ? '' : `${at}: `}${issue?.message ?? ''}`
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
