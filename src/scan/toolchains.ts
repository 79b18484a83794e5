import type {MachineFiles, Programs} from '../domain/ports.ts'
import type {Toolchains} from '../domain/survey.ts'
import {installedRust} from './toolchain-folder.ts'

/** A toolchain as rustup lists it; `folder` is absolute. */
export type ListedToolchain = {
  readonly name: string
  readonly folder: string
  readonly isActive: boolean
  readonly isDefault?: true
}

/** What can be asked about the toolchains of this machine. */
export type ToolchainSources = {readonly programs: Programs; readonly files: MachineFiles}

/**
 * The toolchains of this machine and the one plain `cargo` would use in the folder. Never calls a rustup proxy there:
 * with a pinned channel that isn't installed, each such call would try the network.
 */
export async function findToolchains(sources: ToolchainSources, root: string): Promise<Toolchains> {
  const listed = await listToolchains(sources.programs, root)
  if (listed === undefined) return systemRust(sources.programs, root)
  // Two names may lead to one folder; a compiler takes a while to load, so each is asked once.
  const folders = [...new Set(listed.map(({folder}) => folder))]
  const answers = await Promise.all(folders.map(folder => versionIn(sources, root, folder)))
  const found = listed.flatMap(({name, folder, isActive}) => {
    const version = answers[folders.indexOf(folder)]
    return version === undefined ? [] : [{name, version, isActive}]
  })
  const active = found.find(({isActive}) => isActive)
  const unread = listed.filter(({name}) => !found.some(one => one.name === name)).map(({name}) => name)
  return {
    installed: found.map(({name, version}) => ({name, version})).toSorted(newestFirst),
    ...(unread.length === 0 ? {} : {unread}),
    ...(active === undefined ? {} : {active: {name: active.name, version: active.version}}),
  }
}

/** The toolchains rustup knows; undefined where there is no rustup. */
export async function listToolchains(
  programs: Programs,
  root: string,
): Promise<readonly ListedToolchain[] | undefined> {
  const list = await programs.capture({argv: ['rustup', 'toolchain', 'list', '--verbose'], cwd: root, env: quietRustup})
  if (list.kind !== 'exited') return undefined
  return list.code === 0 ? parseToolchainList(list.stdout) : []
}

/** Reads `rustup toolchain list --verbose`: name, marks in brackets, folder. */
export function parseToolchainList(output: string): readonly ListedToolchain[] {
  return output.split('\n').flatMap(line => {
    const match = /^(\S+)(?:\s+\(([^)]*)\))?\s+(\S.*)$/.exec(line.trim())
    const [, name, marks = '', folder] = match ?? []
    if (name === undefined || folder === undefined) return []
    const isDefault = /\bdefault\b/.test(marks) ? {isDefault: true as const} : {}
    return [{name, folder, isActive: isActiveMark(marks, output), ...isDefault}]
  })
}

/** Reads `rustup override list`: a folder and the toolchain that is used there, a line each. */
export function parseOverrides(output: string): readonly {readonly folder: string; readonly toolchain: string}[] {
  return output.split('\n').flatMap(line => {
    const words = line.trim().split(/\s+/)
    const toolchain = words.at(-1)
    return words.length < 2 || toolchain === undefined || line.trim() === 'no overrides'
      ? []
      : [{folder: words.slice(0, -1).join(' '), toolchain}]
  })
}

/** Older rustup marks only `(default)` and `(override)`; there the override is the active one. */
function isActiveMark(marks: string, output: string): boolean {
  if (/\bactive\b/.test(marks)) return true
  if (/\(.*\bactive\b.*\)/.test(output)) return false
  return /\boverride\b/.test(marks)
}

async function systemRust(programs: Programs, root: string): Promise<Toolchains> {
  const version = await rustcVersion(programs, root, 'rustc')
  if (version === undefined) return {installed: []}
  const only = {name: 'rustc', version}
  return {installed: [only], active: only}
}

/** What rustup wrote down when it installed the toolchain; a linked one, built by hand, has only its compiler to ask. */
async function versionIn({programs, files}: ToolchainSources, root: string, folder: string) {
  return (await installedRust(files, folder)) ?? rustcVersion(programs, root, `${folder}/bin/rustc`)
}

async function rustcVersion(programs: Programs, root: string, rustc: string): Promise<string | undefined> {
  const answer = await programs.capture({argv: [rustc, '--version'], cwd: root, env: quietRustup}, 10_000)
  if (answer.kind !== 'exited' || answer.code !== 0) return undefined
  return /^rustc (\S+)/.exec(answer.stdout)?.[1]
}

function newestFirst(a: {name: string; version: string}, b: {name: string; version: string}): number {
  const [left, right] = [a.version, b.version].map(version => version.split(/[.-]/).map(Number))
  for (const index of [0, 1, 2]) {
    const difference = (right?.[index] ?? 0) - (left?.[index] ?? 0)
    if (difference !== 0) return difference
  }
  return Number(a.version.includes('-')) - Number(b.version.includes('-')) || a.name.localeCompare(b.name, 'en')
}

const quietRustup = {LC_ALL: 'C', RUSTUP_AUTO_INSTALL: '0'}
