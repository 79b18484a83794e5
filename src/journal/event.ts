import * as z from 'zod'
import {checklistMarks} from '../domain/checklist.ts'
import {fileStateSchema} from '../domain/file-state.ts'
import {jsonSchema} from '../domain/json.ts'
import {planSchema} from '../domain/plan.ts'
import {problemSchema} from '../domain/problem.ts'
import {isRepositoryPath} from '../domain/repository-path.ts'

const stepId = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/)
const attempt = z.number().int().positive()
/** A state file can't name a place outside the repository, nor git's own folder. */
const path = z.string().refine(isRepositoryPath, 'the path leaves the repository')
const processId = z.object({pid: z.number().int().positive(), startTime: z.string(), bootId: z.string()})
const commitId = z.string().regex(/^[0-9a-f]{40,64}$/)
/** Which machine a session ran on, to tell at the next start what changed. `rust` is what the repository's commands used. */
const machineSchema = z.object({host: z.string(), bootId: z.string(), rust: z.string().nullable()})
const gitPlace = z.object({branch: z.string().nullable(), head: z.string().nullable()}).nullable()
const ofAttempt = {step: stepId, attempt}

/** Git itself says whether a name will do; this is what must never get onto its command line. */
const branchName = z
  .string()
  .max(150)
  .regex(/^[^-\p{Cc}\s][^\p{Cc}\s]*$/u)

const personSchema = z.object({name: z.string().min(1).max(100), mail: z.string().max(200).optional()})

/** A file before and after: what undo and resume compare the tree with. */
const fileChangeSchema = z.object({
  path,
  before: fileStateSchema,
  after: fileStateSchema,
  /** A command wrote the whole file, and would have written it just as well where there was none. */
  isWhole: z.literal(true).optional(),
})
export type Machine = z.infer<typeof machineSchema>
export type FileChange = z.infer<typeof fileChangeSchema>

/**
 * Everything that can be said about a session, one line of the state file each. To add an event: a member
 * here and a case in `fold.ts`; both are checked by the compiler.
 */
export const eventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('session-started'),
    sessionId: z.string(),
    tool: z.string(),
    plan: planSchema,
    by: z.string(),
    /** Where the repository stood, to tell at the next start what happened since. */
    git: gitPlace,
    machine: machineSchema.optional(),
    /** What was true at the start, for the report alone. */
    before: jsonSchema.optional(),
    /** Each accepted step becomes a commit of its own. */
    commitSteps: z.literal(true).optional(),
    /** The branch that was asked for; the plan has a step that makes it. */
    branch: branchName.optional(),
  }),
  /** Somebody went on with it later: from where, with which wizard, on which machine. */
  z.object({
    type: z.literal('session-continued'),
    tool: z.string(),
    by: z.string(),
    git: gitPlace,
    machine: machineSchema,
  }),
  /** Old or new bytes, gzip + base64, each content once. Always written before the event that names its hash. */
  z.object({type: z.literal('content-saved'), sha256: z.string().regex(/^[0-9a-f]{64}$/), gzip: z.base64()}),
  z.object({type: z.literal('step-not-needed'), step: stepId, evidence: z.string()}),
  z.object({type: z.literal('step-blocked'), step: stepId, problem: problemSchema}),
  z.object({type: z.literal('step-skipped'), step: stepId, by: z.string()}),
  /** Write ahead: from here on the step's files may be in either state. `touches` may become anything. */
  z.object({
    type: z.literal('step-started'),
    ...ofAttempt,
    summary: z.string(),
    writes: z.array(fileChangeSchema),
    touches: z.array(z.object({path, before: fileStateSchema})),
    /** What the look found out, for the report. */
    found: jsonSchema.optional(),
  }),
  /** Said before the program starts, so that a survivor can be found by its marker. */
  z.object({
    type: z.literal('command-started'),
    ...ofAttempt,
    marker: z.string(),
    argv: z.array(z.string()),
    cwd: z.string(),
    /** Variables the wizard set for it, beside its own environment. */
    env: z.record(z.string(), z.string()).optional(),
    out: z.string(),
    err: z.string(),
    /** It isn't of the step's own doing: it makes room. */
    isAside: z.literal(true).optional(),
  }),
  z.object({type: z.literal('command-running'), marker: z.string(), process: processId}),
  /** It stands still since there is little room left, until it goes on or ends. */
  z.object({type: z.literal('command-paused'), marker: z.string(), why: z.string()}),
  z.object({type: z.literal('command-resumed'), marker: z.string(), by: z.string()}),
  z.object({
    type: z.literal('command-ended'),
    marker: z.string(),
    outcome: z.string(),
    durationMs: z.number(),
    /** What was left then on the disk that commands fill; absent where nobody watches it. */
    freeBytes: z.number().optional(),
  }),
  z.object({type: z.literal('step-applied'), ...ofAttempt, files: z.array(fileChangeSchema)}),
  z.object({type: z.literal('step-verified'), ...ofAttempt, summary: z.string(), data: jsonSchema.optional()}),
  z.object({type: z.literal('step-failed'), ...ofAttempt, problem: problemSchema, data: jsonSchema.optional()}),
  /** Write ahead, as `step-started`: a failed step is mended by proposals that were taken. `step-applied` follows. */
  z.object({
    type: z.literal('step-mended'),
    ...ofAttempt,
    proposals: z.array(z.string().max(300)),
    writes: z.array(fileChangeSchema),
    by: z.string(),
  }),
  /** A proposal, or all of one change, that isn't to be made again for this attempt. */
  z.object({type: z.literal('proposal-skipped'), ...ofAttempt, proposal: z.string().max(300), by: z.string()}),
  /** Said about one item of a step's checklist; the last word counts, in later attempts too. */
  z.object({
    type: z.literal('item-marked'),
    step: stepId,
    item: z.string().max(300),
    mark: z.enum(checklistMarks),
    note: z.string().max(2000).optional(),
    by: z.string(),
  }),
  z.object({type: z.literal('step-accepted'), ...ofAttempt, by: z.string()}),
  /** What a hook of the repository's made of the step's files when they were committed: part of the step from then on. */
  z.object({type: z.literal('step-rewritten'), ...ofAttempt, files: z.array(fileChangeSchema)}),
  /** The commit that has the accepted step's files; null when they were left without one. */
  z.object({type: z.literal('step-committed'), ...ofAttempt, commit: commitId.nullable(), by: z.string()}),
  /** Write ahead: `files` says what each path will be; `steps` are no longer in force once it is done. */
  z.object({
    type: z.literal('undo-started'),
    steps: z.array(stepId),
    reason: z.enum(['roll-back', 'retry', 'undo', 'interrupted']),
    files: z.array(fileChangeSchema),
    by: z.string(),
    /** Somebody cancelled it: it is asked about before it starts anew. */
    asks: z.literal(true).optional(),
  }),
  /** Each path was read again after writing; `failed` names those that are not as promised. */
  z.object({
    type: z.literal('undo-finished'),
    steps: z.array(stepId),
    failed: z.array(z.object({path, why: z.string()})),
  }),
  z.object({type: z.literal('note-written'), step: stepId.optional(), text: z.string(), by: z.string()}),
  /** Who takes part from here on, and who of them drives. */
  z.object({
    type: z.literal('people-joined'),
    people: z.array(personSchema).min(1).max(20),
    driver: z.string().max(100),
  }),
  z.object({
    type: z.literal('wheel-handed'),
    to: z.string().max(100),
    by: z.string().max(100),
    /** The time of a turn was over. */
    isTurnOver: z.literal(true).optional(),
  }),
  /** A second person agreed to what was decided next: to exactly what has this hash. */
  z.object({
    type: z.literal('approved'),
    what: z.string().max(300),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    by: z.string().max(100),
    /** Who had asked for it. */
    asked: z.string().max(100),
  }),
  z.object({type: z.literal('session-ended'), verdict: z.enum(['done', 'stopped', 'undone'])}),
])
export type JournalEvent = z.infer<typeof eventSchema>
