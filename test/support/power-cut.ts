import {lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {pick, pickNumber} from './random.ts'

/** What `recorded-fs.mjs` writes down; paths are relative to the repository. */
export type Operation =
  | {readonly op: 'open'; readonly id: string; readonly path: string; readonly made?: number}
  | {readonly op: 'append'; readonly id: string; readonly data: string}
  | {readonly op: 'truncate'; readonly id: string; readonly size: number}
  | {readonly op: 'chmod'; readonly id: string; readonly mode: number}
  | {readonly op: 'sync'; readonly id: string}
  | {readonly op: 'mkdir' | 'unlink'; readonly path: string}
  | {readonly op: 'rename' | 'link'; readonly from: string; readonly path: string}
  | {readonly op: 'symlink'; readonly path: string; readonly target: string}

/**
 * `ordered`: metadata reach the disk in order, and all of them with any fsync; data that wasn't synced is cut off somewhere
 * (ext4 as it is mounted by default). `harsh`: only what was synced is sure. Each entry of a folder that wasn't synced may be
 * there or not, by itself, and data that wasn't synced is there, gone, cut off or zeros in their length.
 */
export type DiskModel = 'ordered' | 'harsh'

type Change =
  | {readonly at: number; readonly kind: 'append'; readonly bytes: Buffer}
  | {readonly at: number; readonly kind: 'truncate'; readonly size: number}
  | {readonly at: number; readonly kind: 'chmod'; readonly mode: number}

/** What a name in a folder stands for. */
type Node = {readonly kind: 'folder'; syncedAt: number} | {readonly kind: 'link'; readonly target: string} | FileNode
type FileNode = {readonly kind: 'file'; readonly changes: Change[]; syncedAt: number}

/** All that names and files have been, oldest first: what a crash chooses from. */
export type Disk = {
  readonly operations: number
  readonly entries: ReadonlyMap<string, readonly {readonly at: number; readonly node: Node | undefined}[]>
  /** The last fsync of anything. */
  readonly syncedAt: number
}

/** The disk after the first `count` operations on what stood at `start` (absolute folder), all of that durable. */
export function diskAfter(start: string, operations: readonly Operation[], count = operations.length): Disk {
  const entries = new Map<string, {at: number; node: Node | undefined}[]>()
  const handles = new Map<string, Node>()
  let syncedAt = -1
  const put = (at: number, name: string, node: Node | undefined) =>
    entries.set(name, [...(entries.get(name) ?? []), {at, node}])
  const node = (name: string) => entries.get(name)?.at(-1)?.node
  for (const [name, found] of nodesBelow(start)) put(-1, name, found)
  for (const [at, one] of operations.slice(0, count).entries()) {
    switch (one.op) {
      case 'open':
        if (one.made !== undefined) put(at, one.path, newFile({at, kind: 'chmod', mode: one.made}))
        handles.set(one.id, known(node(one.path), one.path))
        break
      case 'append':
        fileOf(handles, one.id).changes.push({at, kind: 'append', bytes: Buffer.from(one.data, 'base64')})
        break
      case 'truncate':
        fileOf(handles, one.id).changes.push({at, kind: 'truncate', size: one.size})
        break
      case 'chmod':
        fileOf(handles, one.id).changes.push({at, kind: 'chmod', mode: one.mode})
        break
      case 'sync': {
        const synced = known(handles.get(one.id), one.id)
        if (synced.kind !== 'link') synced.syncedAt = at
        syncedAt = at
        break
      }
      case 'mkdir':
        put(at, one.path, {kind: 'folder', syncedAt: -1})
        break
      case 'unlink':
        put(at, one.path, undefined)
        break
      case 'link':
      case 'rename':
        put(at, one.path, known(node(one.from), one.from))
        if (one.op === 'rename') put(at, one.from, undefined)
        break
      case 'symlink':
        put(at, one.path, {kind: 'link', target: one.target})
        break
      default:
        one satisfies never
    }
  }
  return {operations: Math.min(count, operations.length), entries, syncedAt}
}

/** Lays out below `target` (absolute, empty) what a power cut may leave of the disk. */
export function layOutCrash(disk: Disk, model: DiskModel, random: () => number, target: string): void {
  const metadataUpTo = pickNumber(random, disk.syncedAt, disk.operations)
  const folders = new Set([''])
  const names = [...disk.entries.keys()].toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
  const files = new Map<FileNode, {bytes: Buffer; mode: number}>()
  for (const name of names) {
    const parent = folderOf(name)
    if (name === '' || !folders.has(parent)) continue
    const versions = disk.entries.get(name) ?? []
    const left =
      model === 'ordered'
        ? versions.findLast(({at}) => at < metadataUpTo || at <= disk.syncedAt)
        : loose(disk, parent, versions, random)
    const node = left?.node
    const place = path.join(target, name)
    if (node?.kind === 'folder') {
      folders.add(name)
      mkdirSync(place)
    }
    if (node?.kind === 'link') symlinkSync(node.target, place)
    if (node?.kind !== 'file') continue
    const file = files.get(node) ?? leftOf(node, model, random)
    files.set(node, file)
    writeFileSync(place, file.bytes, {mode: file.mode})
  }
}

/** In the harsh model a folder's fsync alone keeps its entries. */
function loose(
  disk: Disk,
  parent: string,
  versions: readonly {at: number; node: Node | undefined}[],
  random: () => number,
) {
  const folder = disk.entries.get(parent)?.at(-1)?.node
  const syncedAt = folder?.kind === 'folder' ? folder.syncedAt : -1
  const least = Math.max(
    -1,
    versions.findLastIndex(({at}) => at <= syncedAt),
  )
  const most = versions.length - 1
  return versions[pick(random, [most, most, least, pickNumber(random, least, most)])]
}

function leftOf({changes, syncedAt}: FileNode, model: DiskModel, random: () => number): {bytes: Buffer; mode: number} {
  const synced = changes.filter(({at}) => at <= syncedAt)
  const loose = changes.filter(({at}) => at > syncedAt)
  const fate = pick(
    random,
    model === 'ordered' ? (['all', 'none', 'cut'] as const) : (['all', 'none', 'cut', 'zeros'] as const),
  )
  const kept = fate === 'none' ? 0 : pickNumber(random, fate === 'cut' ? 0 : loose.length, loose.length)
  const applied = [...synced, ...loose.slice(0, kept)]
  const last = loose[kept]
  if (fate === 'cut' && last?.kind === 'append')
    applied.push({...last, bytes: last.bytes.subarray(0, pickNumber(random, 0, last.bytes.length))})
  let bytes = Buffer.alloc(0)
  let mode = 0o644
  for (const change of applied) {
    if (change.kind === 'chmod') mode = change.mode
    if (change.kind === 'truncate') bytes = bytes.subarray(0, change.size)
    if (change.kind === 'append')
      bytes = Buffer.concat([
        bytes,
        fate === 'zeros' && change.at > syncedAt ? zeroed(change.bytes, random) : change.bytes,
      ])
  }
  return {bytes, mode}
}

/** All of it, or some blocks of it; the rest of them had been written. */
function zeroed(bytes: Buffer, random: () => number): Buffer {
  const copy = Buffer.from(bytes)
  const isWhole = random() < 0.5
  for (let start = 0; start < copy.length; start += 512)
    if (isWhole || random() < 0.5) copy.subarray(start, start + 512).fill(0)
  return copy
}

function nodesBelow(start: string, folder = ''): readonly (readonly [string, Node])[] {
  const above = folder === '' ? [['', {kind: 'folder', syncedAt: -1}] as const] : []
  const below = readdirSync(path.join(start, folder)).flatMap((name): readonly (readonly [string, Node])[] => {
    const relative = path.posix.join(folder, name)
    const place = path.join(start, relative)
    const stat = lstatSync(place)
    if (stat.isDirectory()) return [[relative, {kind: 'folder', syncedAt: -1}], ...nodesBelow(start, relative)]
    if (stat.isSymbolicLink()) return [[relative, {kind: 'link', target: readlinkSync(place)}]]
    const changes: Change[] = [
      {at: -1, kind: 'chmod', mode: stat.mode & 0o7777},
      {at: -1, kind: 'append', bytes: readFileSync(place)},
    ]
    return [[relative, {kind: 'file', changes, syncedAt: -1}]]
  })
  return [...above, ...below]
}

function newFile(first: Change): FileNode {
  return {kind: 'file', changes: [first], syncedAt: -1}
}

function fileOf(handles: ReadonlyMap<string, Node>, id: string): FileNode {
  const node = known(handles.get(id), id)
  if (node.kind !== 'file') throw new Error(`${id} is no file`)
  return node
}

function known<T>(node: T | undefined, name: string): T {
  if (node === undefined) throw new Error(`nothing was recorded of ${name}`)
  return node
}

function folderOf(name: string): string {
  const folder = path.posix.dirname(name)
  return folder === '.' ? '' : folder
}

function depth(name: string): number {
  return name === '' ? 0 : name.split('/').length
}
