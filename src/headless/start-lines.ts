import {count} from '../domain/count.ts'
import type {Survey} from '../domain/survey.ts'
import {describeProblem} from '../plan/describe-plan.ts'
import {editionInUse, statedRust} from '../plan/stated-rust.ts'
import {listed} from '../plan/text-layout.ts'
import {wasmtimeUses} from '../plan/wasmtime-uses.ts'
import type {Lines} from './choice.ts'
import {plainText} from './plain-text.ts'

/** What the repository states today, a sentence each and nothing in columns. */
export function startLines(survey: Survey): Lines {
  const rust = statedRust(survey).map(({value, places}) => `Rust ${value}: ${listed(places)}`)
  const edition = editionInUse(survey)
  return [
    `The repository is ${survey.root}, ${gitText(survey)}`,
    ...usesOf(survey),
    ...(rust.length === 0 ? ['Rust is stated nowhere'] : rust),
    ...(edition === undefined ? [] : [`Edition ${edition}`]),
    ...survey.problems.flatMap(problem => describeProblem(problem)),
  ].map(plainText)
}

function gitText({git}: Survey): string {
  if (git === null) return 'not under git'
  const branch = git.branch === null ? 'on no branch' : `on branch ${git.branch}`
  const {dirty} = git
  if (dirty.length === 0) return `${branch}, no uncommitted changes`
  return `${branch}, ${count(dirty.length, 'file')} with uncommitted changes: ${listed(dirty)}`
}

/** `wasmtime "25.0", locked at 25.0.3: Cargo.toml:12` */
function usesOf(survey: Survey): Lines {
  const uses = wasmtimeUses(survey).map(({crate, requirement, locked, path, line}) => {
    const written = requirement === undefined ? 'from git' : `"${requirement}"`
    const held = locked.length === 0 ? 'not locked' : `locked at ${locked.join(' and ')}`
    return `${crate} ${written}, ${held}: ${path}:${line}`
  })
  return uses.length === 0 ? ['wasmtime is not used'] : uses
}
