import {mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import type {Plan, StepPlan} from '../../src/domain/plan.ts'
import type {AppendFile, Tree} from '../../src/domain/ports.ts'
import type {Answer, Ask, Question} from '../../src/domain/question.ts'
import type {FileWrite, ListedItem, Outcome, Proposal, StepKind} from '../../src/domain/step-kind.ts'
import type {EngineContext} from '../../src/engine/engine-context.ts'
import {createInterrupts} from '../../src/engine/interrupts.ts'
import type {StepCommits} from '../../src/engine/step-commits.ts'
import {type Journal, openJournal} from '../../src/journal/journal.ts'
import type {Session} from '../../src/journal/session.ts'
import {openAppendFile} from '../../src/system/append-file.ts'
import {systemClock} from '../../src/system/clock.ts'
import {codec} from '../../src/system/codec.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {readLogTail} from '../../src/system/read-log-tail.ts'
import {openTree} from '../../src/system/tree.ts'

/** The moment at which a crash was asked for. Nothing after it takes effect. */
export class Crash extends Error {}

/** Fails the n-th effect (0-based) and all after it; an append that fails leaves half of its bytes behind. */
export type CrashAt = number | undefined

/** A repository in a temporary folder with an engine on it: real files, a real state file, made-up steps. */
export type World = {
  readonly root: string
  /** Opens the state file anew, as a fresh start of the wizard does. `kill` makes it as if its process had died. */
  open(options?: {
    ask?: Ask
    crashAt?: CrashAt
    /** Made of the session as it is when it is opened. */
    commits?: (tree: Tree, session: Session) => StepCommits
  }): Promise<EngineContext & {readonly effects: () => number; readonly kill: () => void}>
  /** Path → text of every file in the repository. */
  files(): Promise<Record<string, string>>
  write(file: string, text: string): Promise<void>
  writeBytes(file: string, bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** A made-up step: what it makes of each file's lines, and whether a command does it instead of the engine. */
export type MadeUpStep = {
  readonly id: string
  readonly needs?: readonly string[]
  readonly follows?: readonly string[]
  /** file → (line index → new text). */
  readonly lines: Readonly<Record<string, Readonly<Record<number, string>>>>
  /** Written by `apply` itself, as cargo writes a lockfile. */
  readonly byCommand?: boolean
  readonly verify?: () => Outcome
  /** What is proposed, in this order, as long as it isn't there; the step fails until it all is. */
  readonly mends?: readonly MadeUpMend[]
  /** What it asks people to look at; such a step is needed even though it writes nothing. */
  readonly checklist?: readonly ListedItem[]
}

/** A proposal of new lines, as a step's own; safe unless it says otherwise. */
export type MadeUpMend = Pick<MadeUpStep, 'id' | 'lines'> & {readonly change?: string; readonly isSafe?: boolean}

export async function createWorld(
  start: Readonly<Record<string, string>>,
  steps: readonly MadeUpStep[],
): Promise<World> {
  const root = await mkdtemp(path.join(tmpdir(), 'uw-engine-'))
  const write = async (file: string, text: string) => {
    await writeFile(path.join(root, file), text)
  }
  for (const [file, text] of Object.entries(start)) await write(file, text)
  const kinds = new Map(steps.map(step => [step.id, kindOf(step)]))
  return {
    root,
    write,
    writeBytes: (file, bytes) => writeFile(path.join(root, file), bytes),
    async open({ask = acceptAll, crashAt, commits} = {}) {
      const crash = crashAfter(crashAt)
      const tree = crash.tree(await openTree(root))
      const file = crash.file(openAppendFile(path.join(root, '.upgrade-wizard/state.jsonl')))
      const journal = await openJournal({file, codec, clock: systemClock})
      if (journal.session === undefined) await startSession(journal, steps, commits !== undefined)
      const {session} = journal
      return {
        journal,
        tree,
        kinds,
        ask,
        programs: createPrograms(),
        clock: systemClock,
        interrupts: createInterrupts(),
        logFolder: path.join(root, '.upgrade-wizard/logs'),
        readLog: readLogTail,
        say: () => undefined,
        ...(commits === undefined || session === undefined ? {} : {commits: commits(tree, session)}),
        effects: crash.effects,
        kill: crash.kill,
      }
    },
    async files() {
      const names = (await readdir(root)).filter(name => !['.upgrade-wizard', '.git'].includes(name))
      const entries = await Promise.all(
        names.map(async name => [name, await readFile(path.join(root, name), 'utf8')] as const),
      )
      return Object.fromEntries(entries)
    },
    close: () => rm(root, {recursive: true, force: true}),
  }
}

/** Applies and accepts everything; at a question of another kind it takes the recommended option. */
export const acceptAll: Ask = async question => ({option: recommended(question), by: 'tester'})

/** Answers in order, each checked against the question it is for: a strict script. */
export function scripted(
  answers: readonly (readonly [question: string, option: string, text?: string])[],
): Ask & {readonly left: () => number} {
  const rest = [...answers]
  const ask = async (question: Question): Promise<Answer | undefined> => {
    const next = rest.shift()
    if (next === undefined) return undefined
    const [id, option, text] = next
    if (id !== question.id) throw new Error(`expected the question ${id}, was asked ${question.id}`)
    if (!question.options.some(one => one.id === option && one.disabledBecause === undefined))
      throw new Error(`${question.id} has no option ${option}`)
    return {option, by: 'tester', ...(text === undefined ? {} : {text})}
  }
  return Object.assign(ask, {left: () => rest.length})
}

/** What the files are once these steps have run, and no others. */
export function expected(
  start: Readonly<Record<string, string>>,
  steps: readonly MadeUpStep[],
): Record<string, string> {
  const files: Record<string, string> = {...start}
  for (const step of steps) {
    for (const change of [step, ...(step.mends ?? [])])
      for (const file of Object.keys(change.lines)) files[file] = changed(files[file], change, file)
  }
  return files
}

export async function modeOf(root: string, file: string): Promise<number> {
  return (await stat(path.join(root, file))).mode & 0o777
}

function recommended({subject, recommended: option}: Question): string {
  return subject.kind === 'before-step' ? 'apply' : option
}

async function startSession(journal: Journal, steps: readonly MadeUpStep[], commitSteps: boolean): Promise<void> {
  const planned = steps.map(
    ({id, needs = [], follows}): StepPlan => ({
      id,
      kind: id,
      phase: 'prepare',
      title: `Step ${id}`,
      why: 'because',
      risk: 'low',
      needs: [...needs],
      ...(follows === undefined ? {} : {follows: [...follows]}),
    }),
  )
  const plan: Plan = {
    target: {wasmtime: '36.0.14', rust: {version: '1.86', because: []}, edition: null},
    steps: planned,
  }
  await journal.append({
    type: 'session-started',
    sessionId: 'made-up',
    tool: '0.0.0',
    plan,
    by: 'tester',
    git: null,
    ...(commitSteps ? {commitSteps} : {}),
  })
}

function kindOf(step: MadeUpStep): StepKind {
  const writesFor = (tree: Tree) => writesOf(tree, step)
  return {
    async inspect({tree}) {
      const writes = await writesFor(tree)
      if (writes.length === 0 && step.checklist === undefined) return {kind: 'done', evidence: 'nothing to do'}
      if (step.byCommand === true)
        return {kind: 'needed', summary: step.id, writes: [], touches: Object.keys(step.lines)}
      return {kind: 'needed', summary: step.id, writes, touches: []}
    },
    async apply({tree}) {
      if (step.byCommand === true)
        for (const {path: file, after} of await writesFor(tree)) await tree.write(file, new TextEncoder().encode(after))
      return {kind: 'ok', summary: 'applied'}
    },
    async verify({tree}) {
      const isMended = (await proposalsOf(tree, step)).length === 0
      return isMended ? (step.verify?.() ?? {kind: 'ok', summary: `${step.id} holds`}) : notMended
    },
    propose: ({tree}) => proposalsOf(tree, step),
    ...(step.checklist === undefined ? {} : {checklist: async () => step.checklist ?? []}),
  }
}

async function writesOf(tree: Tree, change: Pick<MadeUpStep, 'lines'>): Promise<FileWrite[]> {
  const all = Object.keys(change.lines).map(async file => {
    const before = await tree.readText(file)
    return {path: file, before, after: changed(before, change, file)}
  })
  return (await Promise.all(all)).filter(write => write.before !== write.after)
}

async function proposalsOf(tree: Tree, {mends = []}: MadeUpStep): Promise<Proposal[]> {
  const proposals: Proposal[] = []
  for (const {id, isSafe = true, change, ...mend} of mends) {
    const writes = await writesOf(tree, mend)
    const ofChange = change === undefined ? {} : {change}
    if (writes.length > 0) proposals.push({id, title: `Mend ${id}`, why: 'because', writes, isSafe, ...ofChange})
  }
  return proposals
}

const notMended: Outcome = {
  kind: 'failed',
  problem: {code: 'made-up', title: 'It is not mended', detail: 'because', nextSteps: ['Mend it.']},
}

function changed(before: string | undefined, {lines}: Pick<MadeUpStep, 'lines'>, file: string): string {
  const all = (before ?? '').split('\n')
  for (const [index, text] of Object.entries(lines[file] ?? {})) all[Number(index)] = text
  return all.map(line => line ?? '').join('\n')
}

function crashAfter(crashAt: CrashAt) {
  let effects = 0
  let isDead = false
  const effect = async <T>(run: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> => {
    if (isDead) throw new Crash('dead')
    if (effects++ !== crashAt) return run()
    isDead = true
    await half?.()
    throw new Crash('now')
  }
  return {
    effects: () => effects,
    kill: () => {
      isDead = true
    },
    tree: (tree: Tree): Tree => ({
      ...tree,
      write: (...given) => effect(() => tree.write(...given)),
      writeLink: (...given) => effect(() => tree.writeLink(...given)),
      remove: (...given) => effect(() => tree.remove(...given)),
    }),
    file: (file: AppendFile): AppendFile => ({
      ...file,
      append: bytes =>
        effect(
          () => file.append(bytes),
          () => file.append(bytes.subarray(0, bytes.length >> 1)),
        ),
    }),
  }
}
