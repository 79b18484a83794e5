import type {PlaceKind} from '../domain/finding.ts'
import {type BuildWords, readBuildWords} from './cargo-build-words.ts'
import {lineStarts, positionIn, type SourceFile, splitPath} from './source-file.ts'
import {readToml} from './toml-entries.ts'
import {shellCommands} from './validation-commands/shell-commands.ts'

/** A `cargo build` that a file of the repository holds. */
export type StatedBuild = BuildWords & {
  /** Where it runs, as far as the file tells: relative to the root, which is the empty string. */
  readonly folder: string | undefined
  readonly path: string
  /** 1-based. */
  readonly line: number
}

/** The `cargo build` commands in a Makefile, a justfile, a script, a workflow, a Dockerfile, or among cargo's aliases. */
export function statedBuilds(file: SourceFile, place: PlaceKind): readonly StatedBuild[] {
  if (place === 'cargo-config') return aliasBuilds(file)
  const isRecipe = place === 'makefile'
  const isWorkflow = place === 'workflow' || place === 'ci-config'
  const start = startFolder(file, place)
  let folder: string | undefined = start
  return logicalLines(file.text).flatMap(({text, line}) => {
    const from = isRecipe || isWorkflow || text.startsWith('(') ? start : folder
    const {builds, ends} = buildsInLine(text, from)
    if (!text.startsWith('(')) folder = ends
    return builds.map(build => ({...build, path: file.path, line}))
  })
}

/** A step of a workflow may run anywhere, and says so in another line. */
function startFolder({path, text}: SourceFile, place: PlaceKind): string | undefined {
  if (place === 'makefile') return splitPath(path).folder
  return place === 'workflow' && text.includes('working-directory') ? undefined : ''
}

type InLine = {
  readonly builds: readonly (BuildWords & Pick<StatedBuild, 'folder'>)[]
  readonly ends: string | undefined
}

function buildsInLine(text: string, start: string | undefined): InLine {
  let folder = start
  const builds = shellCommands(text.replace(/^\(\s*|\s*\)$/g, '')).flatMap(({words}) => {
    const [program, to] = words
    if (program === 'cd' || program === 'pushd') folder = below(folder, to ?? '')
    if (program === 'popd') folder = undefined
    const build = readBuildWords(words)
    return build === undefined ? [] : [{...build, folder}]
  })
  return {builds, ends: folder}
}

/** Relative to an unknown folder, a path is taken to stand below the root: whether there is a package tells. */
function below(folder: string | undefined, to: string): string | undefined {
  if (!/^[\w.][\w./-]*$/.test(to)) return undefined
  const parts: string[] = []
  for (const part of `${folder ?? ''}/${to}`.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined
    if (part !== '..' && part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** Lines with what continues them, without the marks of make, just, YAML and Dockerfiles in front. */
function logicalLines(text: string): readonly {readonly text: string; readonly line: number}[] {
  const found: {text: string; line: number}[] = []
  let open: {text: string; line: number} | undefined
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const part = whole.slice(0, longestLine).trim()
    open = open === undefined ? {text: part, line: index + 1} : {...open, text: `${open.text} ${part}`}
    const isContinued = open.text.endsWith('\\') && open.text.length < longestLine
    if (isContinued) open.text = open.text.slice(0, -1).trimEnd()
    else {
      found.push({text: open.text.replace(inFront, ''), line: open.line})
      open = undefined
    }
  }
  return open === undefined ? found : [...found, open]
}

function aliasBuilds(file: SourceFile): readonly StatedBuild[] {
  const toml = readToml(file.text)
  if (toml.kind === 'broken') return []
  const lines = lineStarts(file.text)
  const aliases = new Map<string, {words: string[]; start: number}>()
  for (const {path, value, keyStart} of toml.entries) {
    const [table, name] = path
    if (table !== 'alias' || name === undefined || typeof value !== 'string') continue
    const alias = aliases.get(name) ?? {words: [], start: keyStart}
    alias.words.push(...(path.length === 2 ? value.split(/\s+/).filter(word => word !== '') : [value]))
    aliases.set(name, alias)
  }
  const folder = splitPath(file.path).folder.replace(/\/?\.cargo$/, '')
  return [...aliases.values()].flatMap(({words, start}) => {
    const build = readBuildWords(['cargo', ...words])
    return build === undefined ? [] : [{...build, folder, path: file.path, line: positionIn(lines, start).line}]
  })
}

const inFront = /^(?:[@+-]+\s*)?(?:(?:run|script|command):\s*[|>]?-?\s*|RUN\s+)?/
const longestLine = 4000
