import type {Statement} from './source-file.ts'

type IsFamily = (crate: string) => boolean

/** What a sentence says of a family crate: `Wasmtime 34`, `wasmtime v25.0`, `` `wasmtime`: 25 ``. Never live: it is prose. */
export function familyProse(text: string, isFamily: IsFamily, why: string): readonly Statement[] {
  return [...text.matchAll(nameAndVersion)].flatMap(match => statement(match, isFamily, why))
}

/** A manifest line as text: what `sed` looks for, what a script writes. */
export function requirementTexts(text: string, isFamily: IsFamily): readonly Statement[] {
  return [...text.matchAll(requirementText)].flatMap(match => statement(match, isFamily, 'text inside a command'))
}

/** `WASMTIME_VERSION=25.0.0`: the program that is installed, or a goal; not the crate that is built against. */
export function familyVariables(text: string): readonly Statement[] {
  return [...text.matchAll(variable)].map(match => {
    const [whole, key = '', value = ''] = match
    const why = isGoal(key) ? 'states a goal' : 'names a program, not the crate'
    return {
      kind: 'crate-version',
      start: match.index + whole.length - value.length,
      value,
      live: false,
      why,
      crate: 'wasmtime',
    }
  })
}

/** Whether a variable of this name says what is to be, not what is. */
export function isGoal(name: string): boolean {
  return /target|want|new|next|expect/i.test(name)
}

function statement(match: RegExpExecArray, isFamily: IsFamily, why: string): readonly Statement[] {
  const [whole, name = '', value = ''] = match
  const crate = name.toLowerCase()
  if (!isFamily(crate)) return []
  return [{kind: 'crate-version', start: match.index + whole.length - value.length, value, live: false, why, crate}]
}

const nameAndVersion =
  /(?<![\w/-])([A-Za-z][\w-]*)(?:[ \t`*:(]{1,4}(?:(?:to|from|at|version) )?(?:>=|=|\^|~)? ?|@|=)v?(\d{1,3}(?:\.\d+){0,2})(?![\w%])/g
const requirementText = /(?<![\w-])([a-z][\w-]*)\s*=\s*(?:\{\s*version\s*=\s*)?\\?"([^"\\\n]{0,50}\d[^"\\\n]{0,50})/g
const variable =
  /(?<![\w-])(\w{0,40}WASMTIME\w{0,40}VERSION\w{0,20})\s*[?:]{0,2}[=:]\s*["']?v?(\d{1,3}(?:\.\d+){0,2})(?![\w.]*\d)/gi
