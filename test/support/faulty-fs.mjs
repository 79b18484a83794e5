/**
 * File operations of this process that fail as the system makes them fail. Used within a test, or preloaded into the program
 * (`node --import`), which takes the options from `UW_FAULTS`. `faults.ts` says what the options mean.
 */
import fs from 'node:fs'
import {syncBuiltinESMExports} from 'node:module'
import path from 'node:path'

const real = {appendFileSync: fs.appendFileSync, existsSync: fs.existsSync, open: fs.promises.open, Date}
const fileOf = new WeakMap()
let current

/** Numbers the operations below a folder from now on, and makes those fail that the options name. Gives what ends it. */
export async function injectFaults(options) {
  const isPatched = current !== undefined
  current = {...options, kinds: new Set(options.kinds), count: 0, looks: 0}
  if (!isPatched) await patch()
  return () => {
    current = {...current, at: undefined}
  }
}

/** The error to throw in place of the operation; undefined when it may go on. */
function faultOf(kind, file, call) {
  if (typeof file !== 'string' || !current.kinds.has(kind) || !isBelow(file)) return undefined
  current.count += 1
  const isNow = isFaulty(current.count)
  const {below, log} = current
  if (log !== undefined)
    real.appendFileSync(
      log,
      `${current.count} ${isNow ? 'fails' : 'works'} ${kind} ${call} ${path.relative(below, file)}\n`,
    )
  return isNow ? errorFor(file, call) : undefined
}

/** One operation, or all from it on until a marker file is gone. */
function isFaulty(number) {
  const {at, until} = current
  if (at === undefined) return false
  return until === undefined ? number === at : number >= at && real.existsSync(until)
}

function isBelow(file) {
  const full = path.resolve(file)
  return full === current.below || full.startsWith(`${current.below}/`)
}

/** As Node's own: without the file where the call has only a descriptor. */
function errorFor(file, call) {
  const {code} = current
  const isByDescriptor = ['write', 'read', 'fsync', 'ftruncate', 'fchmod'].includes(call)
  const error = new Error(`${code}: injected, ${call}${isByDescriptor ? '' : ` '${file}'`}`)
  return Object.assign(error, {errno: -1, code, syscall: call, ...(isByDescriptor ? {} : {path: file})})
}

async function patch() {
  fs.promises.open = openFaulty
  const probe = await real.open(import.meta.filename)
  patchHandles(Object.getPrototypeOf(probe))
  await probe.close()
  for (const [name, kind] of pathCalls) patchCall(fs.promises, name, kind, 0)
  for (const [name, kind] of twoPathCalls) patchCall(fs.promises, name, kind, 1)
  for (const [name, kind] of syncCalls) patchCall(fs, name, kind, 0)
  if (current.clockBackMs !== undefined) globalThis.Date = BackwardsDate
  syncBuiltinESMExports()
}

/** A handle remembers its file: Node's own doesn't tell. */
async function openFaulty(file, flags, mode) {
  const error = faultOf(openKind(flags), file, 'open')
  if (error !== undefined) throw error
  const handle = await real.open(file, flags, mode)
  if (typeof file === 'string') fileOf.set(handle, file)
  return handle
}

function openKind(flags = 'r') {
  const isWriting = typeof flags === 'number' ? (flags & 3) !== 0 : /[wa+]/.test(flags)
  return isWriting ? 'open' : 'open-read'
}

function patchHandles(handles) {
  for (const [name, kind, call] of handleCalls) {
    const original = handles[name]
    handles[name] = async function faulty(...args) {
      const error = faultOf(kind, fileOf.get(this), call)
      if (error === undefined) return original.apply(this, args)
      // A disk that fills up takes what fits.
      if (kind === 'write' && current.half === true) await original.call(this, args[0].slice(0, args[0].length >> 1))
      throw error
    }
  }
}

function patchCall(owner, name, kindOf, fileAt) {
  const original = owner[name]
  const call = name.replace(/Sync$/, '')
  owner[name] = (...args) => {
    const error = faultOf(typeof kindOf === 'function' ? kindOf(args[1]) : kindOf, args[fileAt], call)
    if (error === undefined) return original.apply(owner, args)
    if (owner === fs.promises) return Promise.reject(error)
    throw error
  }
}

class BackwardsDate extends real.Date {
  constructor(...args) {
    if (args.length === 0) super(BackwardsDate.now())
    else super(...args)
  }
  static now() {
    current.looks += 1
    return real.Date.now() - current.clockBackMs * current.looks
  }
}

const handleCalls = [
  ['writeFile', 'write', 'write'],
  ['write', 'write', 'write'],
  ['sync', 'sync', 'fsync'],
  ['truncate', 'truncate', 'ftruncate'],
  ['chmod', 'chmod', 'fchmod'],
  ['readFile', 'read', 'read'],
  ['read', 'read', 'read'],
]
const pathCalls = [
  ['writeFile', 'write'],
  ['appendFile', 'write'],
  ['mkdir', 'mkdir'],
  ['rm', 'unlink'],
  ['readFile', 'read'],
  ['readdir', 'read'],
  ['lstat', 'stat'],
]
const twoPathCalls = [
  ['rename', 'rename'],
  ['link', 'link'],
  ['symlink', 'symlink'],
]
const syncCalls = [
  ['openSync', openKind],
  ['mkdirSync', 'mkdir'],
]

if (process.env.UW_FAULTS !== undefined) await injectFaults(JSON.parse(process.env.UW_FAULTS))
