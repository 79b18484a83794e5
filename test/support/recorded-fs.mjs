// Loaded before the program (node --import): writes down what it does to files below UW_RECORD_ROOT, in order, a JSON line
// each into UW_RECORD_LOG. An operation is written down when it has succeeded. What programs that it starts do isn't seen.
import fs from 'node:fs'
import fsp from 'node:fs/promises'
import {syncBuiltinESMExports} from 'node:module'
import path from 'node:path'

const {UW_RECORD_ROOT: root = '/', UW_RECORD_LOG: file = '/dev/null'} = process.env
const {existsSync, lstatSync, openSync, writeSync, mkdirSync} = fs
const log = openSync(file, 'a')
const handles = new WeakMap()
let opened = 0

/** Relative to the root; undefined for what is elsewhere. */
function below(given) {
  const relative = path.relative(root, path.resolve(String(given)))
  return relative.startsWith('..') || relative === 'target' || relative.startsWith('target/') ? undefined : relative
}

function write(entry) {
  writeSync(log, `${JSON.stringify(entry)}\n`)
}

function isTruncating(flags) {
  return typeof flags === 'number' ? (flags & fs.constants.O_TRUNC) !== 0 : flags.startsWith('w')
}

function isThere(given) {
  return lstatSync(given, {throwIfNoEntry: false}) !== undefined
}

/** Folders that do not exist yet, outermost first. */
function missingFolders(given) {
  const missing = []
  for (let at = path.resolve(String(given)); !existsSync(at); at = path.dirname(at)) missing.unshift(at)
  return missing
}

function madeFolders(missing) {
  for (const one of missing) if (below(one) !== undefined) write({op: 'mkdir', path: below(one)})
}

function bytesOf(data) {
  return (
    typeof data === 'string' ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  ).toString('base64')
}

const real = {...fsp}

fsp.open = async (given, flags = 'r', mode = 0o666) => {
  const at = below(given)
  const was = isThere(given)
  const handle = await real.open(given, flags, mode)
  if (at === undefined) return handle
  const id = `${process.pid}-${opened++}`
  handles.set(handle, id)
  write({op: 'open', id, path: at, ...(was ? {} : {made: (await handle.stat()).mode & 0o7777})})
  if (was && isTruncating(flags)) write({op: 'truncate', id, size: 0})
  return handle
}

const none = await real.open('/dev/null', 'r')
const proto = Object.getPrototypeOf(none)
await none.close()
const ofHandle = {writeFile: proto.writeFile, sync: proto.sync, truncate: proto.truncate, chmod: proto.chmod}
for (const name of ['write', 'writev', 'appendFile', 'datasync', 'createWriteStream', 'utimes']) {
  const unseen = proto[name]
  proto[name] = function (...given) {
    if (handles.has(this)) throw new Error(`the recorder doesn't know FileHandle.${name}`)
    return unseen.apply(this, given)
  }
}
proto.writeFile = async function (data, ...rest) {
  await ofHandle.writeFile.call(this, data, ...rest)
  if (handles.has(this)) write({op: 'append', id: handles.get(this), data: bytesOf(data)})
}
proto.sync = async function () {
  await ofHandle.sync.call(this)
  if (handles.has(this)) write({op: 'sync', id: handles.get(this)})
}
proto.truncate = async function (size = 0) {
  await ofHandle.truncate.call(this, size)
  if (handles.has(this)) write({op: 'truncate', id: handles.get(this), size})
}
proto.chmod = async function (mode) {
  await ofHandle.chmod.call(this, mode)
  if (handles.has(this)) write({op: 'chmod', id: handles.get(this), mode})
}

fsp.mkdir = async (given, options) => {
  const missing = missingFolders(given)
  const made = await real.mkdir(given, options)
  madeFolders(missing)
  return made
}
fsp.rename = async (from, to) => {
  await real.rename(from, to)
  if (below(to) !== undefined) write({op: 'rename', from: below(from), path: below(to)})
}
fsp.link = async (from, to) => {
  await real.link(from, to)
  if (below(to) !== undefined) write({op: 'link', from: below(from), path: below(to)})
}
fsp.symlink = async (target, given, ...rest) => {
  await real.symlink(target, given, ...rest)
  if (below(given) !== undefined) write({op: 'symlink', path: below(given), target})
}
fsp.rm = async (given, options) => {
  const was = isThere(given)
  if (was && options?.recursive && below(given) !== undefined)
    throw new Error("the recorder doesn't know rm of a folder")
  await real.rm(given, options)
  if (was && below(given) !== undefined) write({op: 'unlink', path: below(given)})
}
fsp.unlink = async given => {
  await real.unlink(given)
  if (below(given) !== undefined) write({op: 'unlink', path: below(given)})
}
fsp.rmdir = async (given, ...rest) => {
  await real.rmdir(given, ...rest)
  if (below(given) !== undefined) write({op: 'unlink', path: below(given)})
}
for (const [name, flags] of [
  ['writeFile', 'w'],
  ['appendFile', 'a'],
]) {
  fsp[name] = async (given, data, options) => {
    if (typeof given === 'object' && !(given instanceof URL)) return real[name](given, data, options)
    const handle = await fsp.open(given, options?.flag ?? flags, options?.mode)
    try {
      await handle.writeFile(data)
    } finally {
      await handle.close()
    }
  }
}
for (const name of ['copyFile', 'cp', 'truncate', 'utimes', 'lutimes', 'chown', 'lchown']) {
  fsp[name] = (given, ...rest) => {
    if (below(name === 'copyFile' || name === 'cp' ? rest[0] : given) !== undefined)
      throw new Error(`the recorder doesn't know ${name}`)
    return real[name](given, ...rest)
  }
}
/** Only ever of a copy that a program made: that is when it is seen first. */
fsp.chmod = async (given, mode) => {
  await real.chmod(given, mode)
  const at = below(given)
  if (at === undefined) return
  if (!at.startsWith('.upgrade-wizard/tmp/')) throw new Error("the recorder doesn't know chmod of a file in use")
  const id = `${process.pid}-${opened++}`
  write({op: 'open', id, path: at, made: mode})
  write({op: 'append', id, data: bytesOf(fs.readFileSync(given))})
}
fs.mkdirSync = (given, options) => {
  const missing = missingFolders(given)
  const made = mkdirSync(given, options)
  madeFolders(missing)
  return made
}
fs.openSync = (given, ...rest) => {
  const was = isThere(given)
  const descriptor = openSync(given, ...rest)
  if (!was && below(given) !== undefined)
    write({op: 'open', id: `${process.pid}-${opened++}`, path: below(given), made: 0o644})
  return descriptor
}
syncBuiltinESMExports()
