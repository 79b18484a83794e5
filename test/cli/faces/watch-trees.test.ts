import {readFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {catalogReleases} from '../../../src/catalog/release.ts'
import type {Environment} from '../../../src/cli/environment.ts'
import {watchTrees} from '../../../src/cli/faces/watch-trees.ts'
import {treeBefore} from '../../../src/cli/look/tree-before.ts'
import {plainPaint} from '../../../src/domain/paint.ts'
import type {Tree} from '../../../src/domain/ports.ts'
import type {FileChange} from '../../../src/journal/event.ts'
import {type Journal, openJournal} from '../../../src/journal/journal.ts'
import type {Trees} from '../../../src/plan/compare-trees.ts'
import {codec} from '../../../src/system/codec.ts'
import {disk} from '../../../src/system/disk.ts'
import {machineFiles} from '../../../src/system/machine-files.ts'
import {createPrograms} from '../../../src/system/programs.ts'
import {survey} from '../../plan/make-survey.ts'
import {contentSaved, fileWith, sessionStarted} from '../../support/journal-events.ts'
import {memoryFile} from '../../support/memory-file.ts'
import {temporaryFolder} from '../../support/temporary-folder.ts'
import {temporaryRepository, writeFiles} from '../../support/temporary-repository.ts'
import {tickingClock} from '../../support/ticking-clock.ts'

const manifest = (wasmtime: string) =>
  `[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nwasmtime = "${wasmtime}"\n`
const lock = (wasmtime: string) =>
  `version = 3\n\n[[package]]\nname = "host"\nversion = "0.1.0"\ndependencies = [\n "wasmtime",\n]\n\n` +
  `[[package]]\nname = "wasmtime"\nversion = "${wasmtime}"\nsource = "registry+https://example.org/index"\n`

test('before is what stood there first, whatever was written since', async () => {
  const {tree, change} = await world({'Cargo.toml': manifest('25.0'), 'Cargo.lock': lock('25.0.3')})
  const journal = await change({'Cargo.toml': manifest('30.0')}, {'Cargo.toml': manifest('36.0'), 'new.rs': ''})
  const before = treeBefore(tree, journal)

  expect(await before.readText('Cargo.toml')).toBe(manifest('25.0'))
  expect(await before.readUpTo('Cargo.toml', 5)).toMatchObject({kind: 'too-large'})
  expect(await before.readUpTo('Cargo.lock', 5000)).toMatchObject({kind: 'read'})
  expect(await before.list()).toEqual(['Cargo.lock', 'Cargo.toml'])
  expect(await before.state('new.rs')).toEqual({kind: 'absent'})
  await expect(before.remove('Cargo.toml')).rejects.toThrow('not to be written')
})

test('a lockfile that was made for untouched manifests says what was there before', async () => {
  const made = await world({'Cargo.toml': manifest('25.0')})
  const early = await made.change({'Cargo.lock': lock('25.0.3')}, {'Cargo.lock': lock('36.0.14')})
  expect(await treeBefore(made.tree, early).readText('Cargo.lock')).toBe(lock('25.0.3'))

  const later = await world({'Cargo.toml': manifest('25.0')})
  const journal = await later.change({'Cargo.toml': manifest('36.0')}, {'Cargo.lock': lock('36.0.14')})
  expect(await treeBefore(later.tree, journal).readText('Cargo.lock')).toBeUndefined()
})

test('the trees are shown at the start, and again when a lockfile was changed and when that was undone', async () => {
  const {tree, journal, change} = await world({'Cargo.toml': manifest('25.0'), 'Cargo.lock': lock('25.0.3')})
  const shown = listener()
  const stop = watchTrees({env: environment(tree), tree, face: {showTrees: shown.show}}, journal, sight)
  await journal.append(sessionStarted)
  expect(wasmtimesIn(await shown.next())).toEqual(['25.0.3'])

  await change({'Cargo.lock': lock('36.0.14')})
  const moved = await shown.next()
  expect(moved.changes[0]?.crates).toEqual([{crate: 'wasmtime', before: ['25.0.3'], after: ['36.0.14']}])

  const files = [await changeOf(tree, journal, 'Cargo.lock', lock('25.0.3'))]
  const undo = {steps: ['refresh-lockfile'], reason: 'roll-back' as const, files, by: 'ada'}
  await journal.append({type: 'undo-started', ...undo}, {type: 'undo-finished', steps: undo.steps, failed: []})
  expect((await shown.next()).changes).toEqual([])
  stop()
})

test('what concerns no lockfile is not looked at, and a face without a tree is spared it', async () => {
  const {tree, journal, change} = await world({'Cargo.toml': manifest('25.0'), 'Cargo.lock': lock('25.0.3')})
  const shown = listener()
  const stop = watchTrees({env: environment(tree), tree, face: {}}, journal, sight)
  const stopOther = watchTrees({env: environment(tree), tree, face: {showTrees: shown.show}}, journal, sight)
  await journal.append(sessionStarted)
  await shown.next()

  await change({'src/lib.rs': 'fn main() {}'})
  await change({'Cargo.lock': lock('30.0.0')})

  expect(wasmtimesIn(await shown.next())).toEqual(['30.0.0'])
  expect(shown.count()).toBe(2)
  stop()
  stopOther()
})

const sight = {
  survey: survey({}),
  toolchains: {installed: []},
  known: catalogReleases,
  hasTeamRules: false,
  ownCommands: [],
  notes: [],
}

function wasmtimesIn({now}: Trees): readonly string[] {
  return now.lockfiles.flatMap(({releases}) => releases.map(({version}) => version))
}

/** Each thing that was shown, once, in its order. */
function listener() {
  const seen: Trees[] = []
  let waiting: ((trees: Trees) => void) | undefined
  let taken = 0
  const give = () => {
    const next = seen[taken]
    if (waiting === undefined || next === undefined) return
    taken += 1
    waiting(next)
    waiting = undefined
  }
  return {
    count: () => seen.length,
    show(trees: Trees) {
      seen.push(trees)
      give()
    },
    next: () =>
      new Promise<Trees>(resolve => {
        waiting = resolve
        give()
      }),
  }
}

/** A repository with a session in which the second step writes whatever it is told, round by round. */
async function world(files: Readonly<Record<string, string>>) {
  const tree = await temporaryRepository(files)
  const journal = await openJournal({file: memoryFile(), codec, clock: tickingClock()})
  let attempt = 0
  return {
    tree,
    journal,
    async change(...rounds: readonly Readonly<Record<string, string>>[]) {
      if (journal.session === undefined) await journal.append(sessionStarted)
      for (const round of rounds) {
        const changes: FileChange[] = []
        for (const [file, text] of Object.entries(round)) changes.push(await changeOf(tree, journal, file, text))
        attempt += 1
        const of = {step: 'refresh-lockfile', attempt}
        await journal.append(
          {type: 'step-started', ...of, summary: '', writes: changes, touches: []},
          {type: 'step-applied', ...of, files: changes},
        )
      }
      return journal
    },
  }
}

/** Saves what stands there, writes the text, and says what changed. */
async function changeOf(tree: Tree, journal: Journal, file: string, text: string): Promise<FileChange> {
  const before = await tree.readText(file)
  for (const one of before === undefined ? [text] : [before, text]) await journal.append(contentSaved(one))
  writeFiles(tree.root, {[file]: text})
  expect(readFileSync(path.join(tree.root, file), 'utf8')).toBe(text)
  return {path: file, before: before === undefined ? {kind: 'absent'} : fileWith(before), after: fileWith(text)}
}

function environment({root}: Tree): Environment {
  return {
    version: '0.0.0',
    cwd: root,
    variables: {CARGO_HOME: temporaryFolder()},
    isStdinTerminal: false,
    isStdoutTerminal: false,
    columns: 80,
    out: () => undefined,
    data: () => undefined,
    err: () => undefined,
    paint: {out: plainPaint, err: plainPaint},
    hasColor: false,
    isAscii: false,
    leave: () => {
      throw new Error('nobody leaves')
    },
    programs: createPrograms(),
    clock: tickingClock(),
    disk,
    files: machineFiles,
    bundleFolder: root,
    temporaryFolder: temporaryFolder(),
  }
}
