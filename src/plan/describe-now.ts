import {count} from '../domain/count.ts'
import {isRustVersion, shortRust} from '../domain/rust-version.ts'
import type {Survey, Toolchains} from '../domain/survey.ts'
import type {PlanInput} from './plan-input.ts'
import {editionInUse, type StatedRust, statedRust} from './stated-rust.ts'
import {entry, listed, printable} from './text-layout.ts'
import {type WasmtimeUse, wasmtimeUses} from './wasmtime-uses.ts'

/** What the repository and the machine have today: wasmtime, every stated Rust and where they disagree. */
export function describeNow({survey, toolchains}: PlanInput): readonly string[] {
  const uses = textsOfUses(wasmtimeUses(survey))
  const stated = statedRust(survey)
  const versions = new Set(stated.filter(({value}) => isRustVersion(value)).map(({value}) => shortRust(value)))
  return [
    ...entry('repository', printable(repositoryText(survey))),
    ...(uses.length === 0
      ? entry('wasmtime', 'none')
      : uses.flatMap((text, index) => entry(index === 0 ? 'wasmtime' : '', printable(text)))),
    ...(stated.length === 0 ? entry('Rust', 'stated nowhere') : stated.flatMap(statedText)),
    ...(versions.size > 1 ? entry('', `These disagree: ${[...versions].join(', ')}.`) : []),
    ...entry('edition', editionInUse(survey) ?? 'not stated'),
    ...entry('installed', installedText(toolchains)),
  ]
}

function repositoryText({root, git}: Survey): string {
  if (git === null) return `${root}, not under git`
  const edited = git.dirty.length === 0 ? '' : `, ${count(git.dirty.length, 'file')} with uncommitted changes`
  return `${root}, ${git.branch === null ? 'no branch' : `branch ${git.branch}`}${edited}`
}

/** One text for all places that ask for the same. */
function textsOfUses(uses: readonly WasmtimeUse[]): readonly string[] {
  const same = new Map<string, string[]>()
  for (const use of uses) {
    const text = textOfUse(use)
    same.set(text, [...(same.get(text) ?? []), `${use.path}:${use.line}`])
  }
  return [...same].map(([text, places]) => `${text}: ${listed(places)}`)
}

function textOfUse({crate, requirement, locked}: WasmtimeUse): string {
  const written = requirement === undefined ? 'from git' : `"${requirement}"`
  // The label beside it says wasmtime already.
  const name = crate === 'wasmtime' ? '' : `${crate} `
  return `${name}${written}, ${locked.length === 0 ? 'not locked' : `locked at ${locked.join(' and ')}`}`
}

function statedText({value, places}: StatedRust): readonly string[] {
  const label = printable(`Rust ${value}`)
  return label.length < 12
    ? entry(label, printable(listed(places)))
    : entry('Rust', printable(`${value}: ${listed(places)}`))
}

function installedText({installed}: Toolchains): string {
  if (installed.length === 0) return 'no Rust found'
  const shortened = installed.map(({name, version}) => {
    const channel = name.replace(/-(?:x86_64|aarch64|i686|arm\w*|riscv64\w*|s390x|powerpc64\w*|loongarch64)-.*$/, '')
    return channel === version ? version : `${channel} (${version})`
  })
  return printable(shortened.join(', '))
}
