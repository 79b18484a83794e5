import {chmodSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import type {FileState} from '../../src/domain/file-state.ts'
import type {Tree} from '../../src/domain/ports.ts'
import type {Ask} from '../../src/domain/question.ts'
import type {StepKind} from '../../src/domain/step-kind.ts'
import type {EngineContext} from '../../src/engine/engine-context.ts'
import {recover} from '../../src/engine/recover.ts'
import {runPlan} from '../../src/engine/run-plan.ts'
import {undoSteps} from '../../src/engine/undo-steps.ts'
import {stepsInForce} from '../../src/journal/session.ts'
import {Crash, createWorld, type World} from './engine-world.ts'
import {pick, pickNumber, seededRandom} from './random.ts'

const numbered = `${Array.from({length: 20}, (_, index) => `line ${index}`).join('\n')}\n`
const start = {
  manifest: numbered,
  makefile: numbered,
  code: numbered,
  lock: numbered,
  bystander: numbered,
  anchor: numbered,
}

/** file → lines that the step changes where they stand, whatever else is in the file; `lock` is written by a command. */
const steps: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  'raise-rust': {manifest: [0], makefile: [2, 9]},
  'raise-family': {manifest: [10, 11], 'new-file': [0]},
  resolve: {lock: [1, 15]},
  'rewrite-code': {code: [0, 7], manifest: [5], makefile: [18]},
  'tidy-up': {code: [12], 'second-file': [3]},
}

/** What somebody did to the tree by hand, and where it was seen to be at risk. */
type Hand = {
  readonly log: string[]
  /** Words that stand in the tree only because somebody wrote them. */
  live: ReadonlySet<string>
  /** Path → what stands there was put there by hand. */
  readonly touched: Map<string, string>
  /** Paths that somebody agreed to overwrite since, and the words that this gave up. */
  readonly agreed: Set<string>
  readonly given: Set<string>
  /** Path → what stood there, where it was no file of content, when the step was announced. */
  shown: ReadonlyMap<string, string>
  readonly wrong: string[]
  /** The command that writes `lock` runs, or was cut short: until it has been taken back, what stands there is the command's. */
  isResolving: boolean
}

/**
 * Runs a plan and undoes all of it while somebody edits, deletes, renames, chmods and links files: between steps, while a
 * command runs, between what is announced and what is done, and after a crash. Gives what was overwritten without anybody
 * having been asked, or lost; undefined when nothing was.
 */
export async function tryUserEdits(
  seed: number,
): Promise<{readonly wrong: string | undefined; readonly edits: number}> {
  const random = seededRandom(seed)
  const world = await createWorld(
    start,
    Object.keys(steps).map(id => ({id, lines: {}})),
  )
  const hand: Hand = {
    log: [],
    live: new Set(),
    touched: new Map(),
    agreed: new Set(),
    given: new Set(),
    shown: new Map(),
    wrong: [],
    isResolving: false,
  }
  try {
    await untilThrough(world, hand, random, async ctx => (await runPlan(ctx)).kind === 'done')
    edit(world, hand, random)
    await untilThrough(world, hand, random, undoAll)
    const lost = [...hand.live].filter(word => !wordsIn(world.root).has(word))
    const kept = await savedWords(world)
    const gone = lost.filter(word => !hand.given.has(word) || !kept.has(word))
    const wrong = [...hand.wrong, ...gone.map(word => `lost: ${word}`)]
    return {wrong: wrong.length === 0 ? undefined : [...wrong, ...hand.log].join('\n'), edits: hand.log.length}
  } finally {
    await world.close()
  }
}

/** Starts again as often as it takes; whoever couldn't answer the last time keeps their version. */
async function untilThrough(
  world: World,
  hand: Hand,
  random: () => number,
  run: (ctx: EngineContext) => Promise<boolean>,
): Promise<void> {
  for (let round = 0; round < 12; round++) {
    const isLast = round > 6
    try {
      if (await run(await open(world, hand, random, isLast))) return
    } catch (error) {
      if (!(error instanceof Crash)) throw error
    }
    if (!isLast && random() < 0.5) edit(world, hand, random)
  }
  hand.wrong.push('it never got through')
}

async function undoAll(ctx: EngineContext): Promise<boolean> {
  if ((await recover(ctx)) !== undefined) return false
  const asked = ctx.journal.session === undefined ? [] : stepsInForce(ctx.journal.session).map(({plan}) => plan.id)
  return asked.length === 0 || (await undoSteps(ctx, {asked, reason: 'undo', by: 'tester'})).kind === 'undone'
}

async function open(world: World, hand: Hand, random: () => number, isQuiet: boolean): Promise<EngineContext> {
  const answer = isQuiet ? 'keep' : pick(random, ['keep', 'restore', 'nobody'])
  const ask: Ask = async question => {
    if (!isQuiet && random() < 0.4) edit(world, hand, random)
    if (question.subject.kind === 'blocked-step') return {option: 'skip', by: 'tester'}
    if (question.subject.kind !== 'edited-file') return {option: question.recommended, by: 'tester'}
    if (!question.options.some(({id, disabledBecause}) => id === answer && disabledBecause === undefined))
      return undefined
    if (answer === 'restore') agree(hand, question.subject.path)
    return {option: answer, by: 'tester'}
  }
  const ctx = await world.open({ask})
  ctx.journal.listen(({event}) => {
    if ('step' in event && event.step === 'resolve') hand.isResolving = event.type === 'step-started'
    if (event.type === 'undo-finished') hand.isResolving = false
    if (event.type === 'step-started') agreeToShown(hand, [...event.writes, ...event.touches])
    if (isQuiet || !['step-started', 'step-applied', 'undo-started', 'content-saved'].includes(event.type)) return
    // The moment at which a command's file was saved counts as one at which the command runs.
    const held = event.type === 'content-saved' ? ['lock'] : []
    if (random() < 0.25) edit(world, hand, random, held)
    if (random() < 0.04) ctx.kill()
  })
  const kinds = Object.keys(steps).map(id => [id, kindOf(id, () => edit(world, hand, random), random)] as const)
  return {...ctx, kinds: new Map(kinds), tree: watched(ctx.tree, world.root, hand)}
}

function agree(hand: Hand, file: string): void {
  hand.agreed.add(file)
  for (const word of wordsOf(hand.touched.get(file) ?? '')) hand.given.add(word)
}

/** Applying was agreed to with the files as they were announced: a link or an absence among them. */
function agreeToShown(hand: Hand, files: readonly {readonly path: string; readonly before: FileState}[]): void {
  hand.shown = new Map(files.map(({path: file, before}) => [file, before.kind === 'absent' ? 'absent' : 'other']))
}

function kindOf(id: string, meanwhile: () => void, random: () => number): StepKind {
  const byCommand = id === 'resolve'
  const writesOf = async (tree: Tree) => {
    const all = Object.entries(steps[id] ?? {}).map(async ([file, lines]) => {
      const before = await tree.readText(file)
      return {path: file, before, after: changed(before, lines, id)}
    })
    return (await Promise.all(all)).filter(write => write.before !== write.after)
  }
  return {
    async inspect({tree}) {
      const writes = await writesOf(tree)
      if (writes.length === 0) return {kind: 'done', evidence: 'nothing to do'}
      if (byCommand) return {kind: 'needed', summary: id, writes: [], touches: ['lock']}
      return {kind: 'needed', summary: id, writes, touches: []}
    },
    async apply({tree}) {
      if (random() < 0.4) meanwhile()
      if (byCommand)
        for (const {path: file, after} of await writesOf(tree))
          await tree.write((await tree.follow(file)) ?? file, new TextEncoder().encode(after))
      return {kind: 'ok', summary: 'applied'}
    },
    verify: async () => ({kind: 'ok', summary: 'holds'}),
  }
}

function changed(before: string | undefined, lines: readonly number[], id: string): string {
  if (before === undefined) return numbered.replaceAll('line', id)
  return lines.reduce((text, line) => text.replace(`line ${line}\n`, `line ${line} by ${id}\n`), before)
}

/** Looks at what is about to be overwritten. */
function watched(tree: Tree, root: string, hand: Hand): Tree {
  const guard = (file: string, after?: Uint8Array, mode?: number) => {
    const mine = hand.touched.get(file)
    if (mine === undefined || mine !== stateOf(root, file) || hand.agreed.has(file)) return
    const isMode = mode === undefined || mine.startsWith(modeText(mode))
    const text = after === undefined ? undefined : new TextDecoder().decode(after)
    const isKept = text !== undefined && isMode && [...wordsOf(mine)].every(word => text.includes(word))
    const isShown = !isFile(mine) && hand.shown.get(file) === mine
    if (!isShown && (!isKept || !isFile(mine))) hand.wrong.push(`overwritten unasked: ${file}, which was ${mine}`)
  }
  return {
    ...tree,
    write(file, bytes, mode) {
      guard(file, bytes, mode)
      return tree.write(file, bytes, mode)
    },
    writeLink(file, target) {
      guard(file)
      return tree.writeLink(file, target)
    },
    remove(file) {
      guard(file)
      return tree.remove(file)
    },
  }
}

function edit({root}: World, hand: Hand, random: () => number, held: readonly string[] = []): void {
  const names = [...Object.keys(start), 'new-file', 'second-file']
    .filter(name => name !== 'anchor')
    .filter(name => !held.includes(name) && (name !== 'lock' || !hand.isResolving))
  const file = pick(random, names)
  const place = path.join(root, file)
  const found = lstatSync(place, {throwIfNoEntry: false})
  const word = `mine-${hand.log.length}`
  const act = found?.isFile()
    ? pick(random, ['add', 'add', 'add', 'line', 'line', 'delete', 'rename', 'chmod', 'link'])
    : 'make'
  hand.log.push(`${act} ${file} ${word}`)
  switch (act) {
    case 'make':
      rmSync(place, {force: true})
      writeFileSync(place, `${word}\n`)
      break
    case 'add':
    case 'line':
      writeFileSync(place, edited(readFileSync(place, 'utf8'), act, word, random))
      break
    case 'chmod':
      chmodSync(place, 0o700 + (hand.log.length % 64))
      break
    case 'rename':
      renameSync(place, path.join(root, `${file}.${word}`))
      break
    default:
      rmSync(place)
      if (act === 'link') symlinkSync('anchor', place)
  }
  hand.touched.set(file, stateOf(root, file))
  hand.agreed.delete(file)
  hand.live = wordsIn(root)
}

/** A line of one's own somewhere, or a line changed that may be a step's. */
function edited(text: string, act: 'add' | 'line', word: string, random: () => number): string {
  const lines = text.split(/(?<=\n)/)
  const at = pickNumber(random, 0, Math.max(0, lines.length - 1))
  if (act === 'add') return lines.toSpliced(at, 0, `${word}\n`).join('')
  return lines.with(at, `${(lines[at] ?? '').trimEnd()} ${word}\n`).join('')
}

/** What stands at a path, in a text: its kind, permissions and content. */
function stateOf(root: string, file: string): string {
  const place = path.join(root, file)
  const found = lstatSync(place, {throwIfNoEntry: false})
  if (found === undefined) return 'absent'
  if (!found.isFile()) return 'other'
  return `${modeText(found.mode)} ${readFileSync(place, 'utf8')}`
}

function isFile(state: string): boolean {
  return state !== 'absent' && state !== 'other'
}

function modeText(mode: number): string {
  return (mode & 0o7777).toString(8)
}

function wordsIn(root: string): ReadonlySet<string> {
  const files = readdirSync(root).filter(name => name !== '.upgrade-wizard')
  return new Set(files.flatMap(file => [...wordsOf(stateOf(root, file))]))
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/mine-\d+(?!\d)/g) ?? [])
}

async function savedWords(world: World): Promise<ReadonlySet<string>> {
  const {journal} = await world.open()
  const states = (journal.session?.history ?? []).flatMap(({files}) =>
    files.flatMap(({before, after}) => [before, after]),
  )
  const texts = states.map(state =>
    state.kind === 'file' ? new TextDecoder().decode(journal.content(state.sha256)) : '',
  )
  return new Set(texts.flatMap(text => [...wordsOf(text)]))
}
