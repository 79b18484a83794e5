import type {LockedPackage} from '../domain/survey.ts'

/**
 * The packages of a lockfile that is written line by line as cargo writes it; undefined when a single line is anything
 * else, and a parser of TOML must have a look. Cargo's own files are large and many times quicker to read this way.
 */
export function packagesByLine(text: string): readonly LockedPackage[] | undefined {
  const packages: LockedPackage[] = []
  const lines = text.split(/\r?\n/)
  let at = 0
  let hasFormat = false
  while (at < lines.length) {
    const line = lines[at] ?? ''
    if (line === '[[package]]') {
      const read = packageAt(lines, at + 1)
      if (read === undefined) return undefined
      packages.push(read.entry)
      at = read.end
    } else if (formatPattern.test(line) && !hasFormat && packages.length === 0) {
      hasFormat = true
      at++
    } else if (line === '' || commentPattern.test(line)) at++
    else return undefined
  }
  return packages
}

type Fields = {name?: string; version?: string; source?: string; checksum?: string; dependencies?: string[]}

/** The package whose fields begin at a line, and the line behind it. */
function packageAt(lines: readonly string[], start: number): {entry: LockedPackage; end: number} | undefined {
  const fields: Fields = {}
  let end = start
  while (end < lines.length && lines[end] !== '') {
    const line = lines[end++] ?? ''
    if (line === 'dependencies = [' && fields.dependencies === undefined) {
      const dependencies = listAt(lines, end)
      if (dependencies === undefined) return undefined
      fields.dependencies = dependencies
      end += dependencies.length + 1
    } else if (!takeField(line, fields)) return undefined
  }
  const {name, version, source, dependencies = []} = fields
  if (name === undefined || version === undefined) return undefined
  return {entry: {name, version, ...(source === undefined ? {} : {source}), dependencies}, end}
}

function takeField(line: string, fields: Fields): boolean {
  const {key, value} = fieldPattern.exec(line)?.groups ?? {}
  if (value === undefined || !isField(key) || fields[key] !== undefined) return false
  fields[key] = value
  return true
}

function isField(key: string | undefined): key is 'name' | 'version' | 'source' | 'checksum' {
  return key === 'name' || key === 'version' || key === 'source' || key === 'checksum'
}

/** The texts of a list from its first line to the closing bracket. */
function listAt(lines: readonly string[], start: number): string[] | undefined {
  const found: string[] = []
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line === ']') return found
    const value = itemPattern.exec(line)?.[1]
    if (value === undefined) return undefined
    found.push(value)
  }
  return undefined
}

// The formats that are written this way; a later one isn't guessed.
const formatPattern = /^version = [34]$/
const commentPattern = /^#[ -~]*$/
// Nothing that TOML would read as more than its own characters.
const fieldPattern = /^(?<key>[a-z]+) = "(?<value>[ !#-[\]-~]*)"$/
const itemPattern = /^ "([ !#-[\]-~]*)",$/
