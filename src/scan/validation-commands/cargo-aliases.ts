import {lineStarts, positionIn, type SourceFile} from '../source-file.ts'
import {readToml} from '../toml-entries.ts'
import {isHarmful, purposeOf} from './purpose-of.ts'
import type {ValidationCommand} from './validation-command.ts'

/** The aliases of a `.cargo/config.toml` that check something; none in a file that isn't TOML. */
export function aliasCommands(file: SourceFile): readonly ValidationCommand[] {
  const toml = readToml(file.text)
  if (toml.kind === 'broken') return []
  const lines = lineStarts(file.text)
  const names = new Map<string, {words: string[]; line: number}>()
  for (const {path, value, keyStart} of toml.entries) {
    const [table, name] = path
    if (table !== 'alias' || name === undefined || typeof value !== 'string') continue
    const alias = names.get(name) ?? {words: [], line: positionIn(lines, keyStart).line}
    // A list holds one word each, a string all of them.
    alias.words.push(...(path.length === 2 ? value.split(/\s+/).filter(word => word !== '') : [value]))
    names.set(name, alias)
  }
  return [...names].flatMap(([name, {words, line}]) => {
    const argv = ['cargo', ...words]
    // No shell reads an alias: `&&` is an argument there, and such an alias never worked.
    const purpose = isHarmful(argv) || words.includes('&&') ? undefined : purposeOf(argv)
    if (purpose === undefined || !/^[\w-]+$/.test(name)) return []
    const why = `runs ${argv.join(' ')}`
    return [{argv: ['cargo', name], folder: '', purpose, path: file.path, line, why, runs: [argv]}]
  })
}
