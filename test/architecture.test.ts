import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'

// The rule that docs/ARCHITECTURE.md states: a file imports from its own folder and from rows below it, nothing else.
// main and cli stand together on top. `system` implements the ports of domain and is known to main and cli alone.
const rows: Readonly<Record<string, number>> = {
  main: 9,
  cli: 9,
  ui: 8,
  headless: 8,
  pair: 8,
  store: 7,
  engine: 6,
  plan: 6,
  report: 6,
  bisect: 6,
  steps: 5,
  doctor: 5,
  rules: 4,
  'team-rules': 4,
  diagnose: 4,
  output: 4,
  scan: 3,
  gates: 3,
  journal: 3,
  measure: 3,
  editors: 2,
  catalog: 2,
  registry: 2,
  'rust-source': 2,
  settings: 2,
  system: 2,
  domain: 1,
}

type Source = {
  readonly file: string
  readonly folder: string
  readonly text: string
  readonly imports: readonly string[]
}

const sources = readSources('src')

test('every folder has a row', () => {
  expect([...new Set(sources.map(source => source.folder))].filter(folder => rows[folder] === undefined)).toEqual([])
})

test('a file imports from its own folder and from rows below it, nothing else', () => {
  const wrong = sources.flatMap(({file, folder, imports}) =>
    imports.filter(target => !mayImport(folder, folderOf(target))).map(target => `${file} → ${target}`),
  )

  expect(wrong).toEqual([])
})

test('no import cycles', () => {
  expect(findCycle()).toBeUndefined()
})

test('the outside world is touched in system, cli and main only', () => {
  const outside = sources.filter(({folder}) => !['system', 'cli', 'main'].includes(folder))
  const wrong = outside.filter(({text}) =>
    /from 'node:|(?<![.\w])process\.\w|\bconsole\.|\bDate\.now\(|\bMath\.random\(/.test(code(text)),
  )

  expect(wrong.map(source => source.file)).toEqual([])
})

test('React and Ink are known to the screens only', () => {
  const wrong = sources.filter(({folder, text}) => folder !== 'ui' && /from '(react|ink)(\/|-|')/.test(text))

  expect(wrong.map(source => source.file)).toEqual([])
})

test('the engine and everything that speaks its events know nothing of Rust', () => {
  const neutral = sources.filter(({folder}) => ['engine', 'journal', 'store', 'pair'].includes(folder))
  const wrong = neutral.filter(({text}) => /cargo|rustup|wasmtime|toml/i.test(text))

  expect(wrong.map(source => source.file)).toEqual([])
})

test('programs are started from lists of words alone: no shell takes part, and no text becomes code', () => {
  const starting = sources.flatMap(({file, text}) =>
    [...code(text).matchAll(/import \{([^}]*)\} from 'node:child_process'/g)].map(([, names = '']) => [
      file,
      names.trim(),
    ]),
  )
  const wrong = sources.filter(({text}) =>
    /\bshell\s*:|\beval\(|\bnew Function\(|(['"])(sh|bash|zsh|cmd|cmd\.exe|powershell)\1\s*,\s*['"][-/]c/i.test(
      code(text),
    ),
  )

  expect(wrong.map(source => source.file)).toEqual([])
  expect(starting.length).toBeGreaterThan(0)
  expect(starting.filter(([file = '']) => !file.startsWith('src/system/'))).toEqual([])
  // Neither `exec` nor `execFile`: the first takes a line for a shell, the second may be told to.
  for (const [file, names = ''] of starting)
    expect(`${file}: ${names.replace(/\b(type ChildProcess|spawn|spawnSync)\b,?\s*/g, '')}`).toBe(`${file}: `)
})

test('the process is left in one place', () => {
  const leaving = sources.filter(({text}) => /process\.exit\(/.test(code(text)))

  expect(leaving.map(source => source.file)).toEqual(['src/main.ts'])
})

test('prints how large things are', () => {
  const files = sources
    .filter(({file}) => !file.includes('/data/'))
    .map(({file, text}) => ({name: file, lines: text.split('\n').length - 1}))
  const functions = sources.flatMap(({file, text}) =>
    functionsIn(text).map(one => ({name: `${file} ${one.name}`, lines: one.lines})),
  )
  const tests = readSources('test').reduce((sum, {text}) => sum + text.split('\n').length, 0)
  const total = files.reduce((sum, {lines}) => sum + lines, 0)
  console.log(
    [
      `files      ${row(files)}`,
      `functions  ${row(functions)}`,
      `test : source lines  ${tests} : ${total} = ${(tests / total).toFixed(2)}`,
    ].join('\n'),
  )

  expect(files.length).toBeGreaterThan(100)
})

function readSources(root: string): readonly Source[] {
  const names = readdirSync(root, {recursive: true, encoding: 'utf8'}).filter(name => /\.tsx?$/.test(name))
  return names.toSorted().map(name => {
    const file = path.posix.join(root, name)
    const text = readFileSync(file, 'utf8')
    const targets = [...text.matchAll(/(?:from|import) ?\(?'(\.[^']+)'/g)].map(match => match[1] ?? '')
    const imports = targets
      .map(target => path.posix.join(path.posix.dirname(file), target))
      .filter(target => /\.tsx?$/.test(target))
    return {file, folder: folderOf(file), text, imports}
  })
}

/** `src/ui/screens/run.ts` → `ui`; `src/main.ts` → `main`. */
function folderOf(file: string): string {
  return file.split('/')[1]?.replace(/\.tsx?$/, '') ?? ''
}

function mayImport(from: string, to: string): boolean {
  if (from === to) return true
  if (to === 'system') return from === 'main' || from === 'cli'
  if (from === 'system') return to === 'domain'
  if (from === 'main') return true
  return (rows[to] ?? 99) < (rows[from] ?? 0)
}

function findCycle(): readonly string[] | undefined {
  const graph = new Map(sources.map(({file, imports}) => [file, imports]))
  const done = new Set<string>()
  const visit = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...trail, file])
      if (cycle !== undefined) return cycle
    }
    done.add(file)
    return undefined
  }
  for (const {file} of sources) {
    const cycle = visit(file, [])
    if (cycle !== undefined) return cycle
  }
  return undefined
}

/** The text without comments. */
function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}

/** Functions of a formatted file: from their first line to the brace in the same column. */
function functionsIn(text: string): readonly {name: string; lines: number}[] {
  const lines = text.split('\n')
  return lines.flatMap((line, start) => {
    const found = /^(\s*)(?:export )?(?:async )?function (\w+)/.exec(line)
    if (found === null) return []
    const length = lines.slice(start).indexOf(`${found[1]}}`)
    return length === -1 ? [] : [{name: found[2] ?? '', lines: length + 1}]
  })
}

function row(items: readonly {name: string; lines: number}[]): string {
  const sorted = items.toSorted((a, b) => a.lines - b.lines)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  const longest = sorted.at(-1)
  return `${sorted.length}, median ${at(0.5)?.lines}, p90 ${at(0.9)?.lines}, longest ${longest?.lines} (${longest?.name})`
}
