import * as z from 'zod'
import {handlings} from './handled-changes.ts'
import type {FileChangeStat, ReportInput} from './report-input.ts'
import {waysTakenBack} from './taken-back.ts'

const takenBack = z.array(
  z.strictObject({
    at: z.string(),
    by: z.string(),
    how: z.enum(waysTakenBack),
    steps: z.array(z.string()),
    files: z.number().int(),
    why: z.array(z.string()),
  }),
)

const crates = z.array(
  z.strictObject({path: z.string(), crate: z.string(), before: z.array(z.string()), after: z.array(z.string())}),
)

/** What the document says beside the judgement: what happened on the way, and the ways back. */
export const reportFactsSchema = z.strictObject({
  /** The diff in short. */
  diff: z.strictObject({files: z.number().int(), added: z.number().int(), removed: z.number().int()}),
  /** The breaking changes on the way; `met` are those that the code met. */
  breakingChanges: z.strictObject({
    from: z.number().int().nullable(),
    to: z.number().int().nullable(),
    known: z.number().int(),
    met: z.array(
      z.strictObject({
        id: z.string(),
        crate: z.string(),
        major: z.number().int(),
        summary: z.string(),
        effect: z.enum(['error', 'warning', 'silent']),
        /** Places when the plan was made; null where nobody looked. */
        found: z.number().int().nullable(),
        handled: z.array(
          z.strictObject({how: z.enum(handlings), places: z.number().int(), notes: z.array(z.string())}),
        ),
      }),
    ),
    notMet: z.number().int().nullable(),
    notSeen: z.number().int(),
    teamRules: z.array(z.strictObject({rule: z.string(), places: z.number().int()})),
  }),
  /** Crates that were, or are, locked in several versions. */
  duplicates: z.strictObject({consolidated: crates, added: crates}),
  takenBack,
  /** Attempts before this one, whose state files were put aside; oldest first. */
  earlier: z.array(
    z.strictObject({
      startedAt: z.string(),
      endedAt: z.string(),
      wasmtime: z.string().nullable(),
      rust: z.string(),
      ended: z.enum(['done', 'stopped', 'undone', 'left']),
      problems: z.array(z.string()),
      takenBack,
      notes: z.array(z.strictObject({text: z.string(), by: z.string()})),
    }),
  ),
  /** Compile errors, round by round. */
  burnDown: z.array(z.number().int()),
  /** What was left on the disk after each command. */
  disk: z.array(z.strictObject({at: z.string(), freeBytes: z.number()})),
  /** The ways back as things stand; `git` is for when the state file is gone. */
  rollback: z.strictObject({
    undo: z.array(
      z.strictObject({
        command: z.string(),
        title: z.string(),
        steps: z.number().int(),
        files: z.number().int(),
        refused: z.string().nullable(),
        stays: z.array(z.string()),
      }),
    ),
    git: z.strictObject({commands: z.array(z.string()), onlyInState: z.array(z.string())}).nullable(),
  }),
})

/** The facts of a report for programs. */
export function reportFacts(input: ReportInput): z.infer<typeof reportFactsSchema> {
  const {files, breaking, duplicates, rounds, disk, back} = input
  return reportFactsSchema.parse({
    diff: diffOf(files),
    breakingChanges: breaking,
    duplicates,
    takenBack: input.takenBack,
    earlier: input.earlier,
    burnDown: rounds,
    disk,
    rollback: back,
  })
}

/** The diff in short. */
export function diffOf(files: readonly FileChangeStat[]): {files: number; added: number; removed: number} {
  const sum = (of: 'added' | 'removed') => files.reduce((total, file) => total + file[of], 0)
  return {files: files.length, added: sum('added'), removed: sum('removed')}
}
