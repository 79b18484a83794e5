import * as z from 'zod'
import {clean} from '../domain/clean-text.ts'
import {isRepositoryPath} from '../domain/repository-path.ts'
import {readNumberSchema} from './read-number-schema.ts'

/** What is shown is what runs: nothing that a terminal would hide or act upon. */
const word = z
  .string()
  .min(1)
  .max(2000)
  .refine(text => clean(text) === text, 'control characters, tabs and characters that take no room are not allowed')

/** One `[[command]]` of the settings: a command of the repository's own that judges an upgrade. */
export const ownCommandSchema = z.strictObject({
  /** The name under which it is compared with itself before the upgrade. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name is 1 to 40 small letters, digits and “-”'),
  /** The program and its arguments, a word each; no shell takes part. */
  run: z.tuple([word], word).refine(words => words.length <= 100, 'more than 100 words'),
  /** A folder of the repository to run in; its root when absent. */
  cwd: word.refine(isRepositoryPath, 'the path leaves the repository').optional(),
  /** Only after the upgrade, or before it as well: then a failure of before isn't held against it. */
  when: z.enum(['after', 'both']).default('after'),
  /** Seconds until it is cancelled, each time. */
  timeout: z.number().int().min(1).max(86_400).default(1800),
  /** How many times it runs, for the median of its numbers; once when absent. */
  repeat: z.number().int().min(1).max(50).optional(),
  /** Numbers to read in what it prints, one or several. */
  number: readNumberSchema.optional(),
  /** The files it makes, such as wasm that tests load: it runs before the tests then, and their sizes are compared. */
  makes: z.array(word.refine(isRepositoryPath, 'the path leaves the repository')).min(1).max(20).optional(),
})
export type OwnCommand = z.infer<typeof ownCommandSchema>

/** What is known of a command that no settings name: it was found in the repository, and somebody chose it. */
export type Found = {
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** Why it is a check, as a clause: `runs cargo test --all-features`. */
  readonly why: string
  /** It builds or starts a container. */
  readonly needsEngine: boolean
  /** It makes wasm, which tests may load. */
  readonly makesWasm?: true
  /** What of the wizard's own does the same already, as a clause; absent where nothing does. */
  readonly covered?: string
}

/** A command that judges an upgrade: named by the settings, or found and chosen. */
export type JudgingCommand = OwnCommand & {readonly found?: Found}

/** Whether a command makes what tests may load: it runs before them, with the artifacts, and not once more to judge. */
export function isMaker({makes, found}: JudgingCommand): boolean {
  return makes !== undefined || (found?.makesWasm === true && !found.needsEngine)
}
