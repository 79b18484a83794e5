import type {Tree} from '../../domain/ports.ts'
import {mentionReason} from '../classify.ts'
import {inBatches} from '../in-batches.ts'
import {readSource} from '../read-source.ts'
import {type SourceFile, splitPath} from '../source-file.ts'
import {aliasCommands} from './cargo-aliases.ts'
import {justRecipes, makeRecipes, type Recipe, recipeCheck} from './recipes.ts'
import {purposes, type StatedCommand, type ValidationCommand} from './validation-command.ts'

/**
 * The commands that a repository checks itself with: Make and just targets, cargo aliases, what its workflows run. Sorted
 * by purpose, each once, those that people call by name before those of a workflow. Reads files, runs nothing.
 */
export async function findValidationCommands({tree}: {readonly tree: Tree}): Promise<readonly ValidationCommand[]> {
  const paths = await tree.list()
  const found: StatedCommand[] = []
  for (const place of places) {
    const wanted = paths.filter(path => place.accepts(path) && mentionReason(path, place.kind) === undefined)
    const files = await inBatches(wanted, 16, path => readSource(tree, path))
    const commands = await inBatches(files, 1, async source =>
      source.kind === 'read' ? place.commands(source.file) : [],
    )
    found.push(...commands.flat())
  }
  const isHere = ({folder}: ValidationCommand) => folder === '' || paths.some(path => path.startsWith(`${folder}/`))
  const distinct = withoutRepeated(found).filter(isHere)
  return purposes.flatMap(purpose => distinct.filter(command => command.purpose === purpose)).slice(0, most)
}

type Place = {
  readonly kind: 'makefile' | 'cargo-config' | 'workflow'
  readonly accepts: (path: string) => boolean
  readonly commands: (file: SourceFile) => Promise<readonly StatedCommand[]>
}

const places: readonly Place[] = [
  {
    kind: 'makefile',
    accepts: path => /^(?:GNUmakefile|Makefile|makefile)$/.test(path),
    commands: async file => recipeCommands(file, 'make', makeRecipes(file.text)),
  },
  {
    kind: 'makefile',
    accepts: path => /^(?:\.?justfile|Justfile)$/.test(path),
    commands: async file => recipeCommands(file, 'just', justRecipes(file.text)),
  },
  {
    kind: 'cargo-config',
    accepts: path => /^\.cargo\/config(\.toml)?$/.test(path),
    commands: async file => aliasCommands(file),
  },
  {
    kind: 'workflow',
    accepts: path => splitPath(path).folder === '.github/workflows' && /\.ya?ml$/.test(path),
    commands: async file =>
      /\bcargo\b/.test(file.text) ? (await import('./workflow-commands.ts')).workflowCommands(file) : [],
  },
]

function recipeCommands({path}: SourceFile, program: string, recipes: readonly Recipe[]): readonly StatedCommand[] {
  return recipes.flatMap(recipe => {
    const check = recipeCheck(recipe)
    if (check === undefined) return []
    return [{argv: [program, recipe.name], folder: '', path, line: recipe.line, ...check}]
  })
}

/** One of each: what runs the same under another name adds nothing. */
function withoutRepeated(commands: readonly StatedCommand[]): readonly ValidationCommand[] {
  const seen = new Set<string>()
  return commands.flatMap(({runs, ...command}) => {
    const line = `${command.folder} ${command.argv.join(' ')}`
    const whole = runs === undefined ? line : `${command.folder} ${runs}`
    if (seen.has(line) || seen.has(whole)) return []
    seen.add(line).add(whole)
    return [command]
  })
}

/** More than anybody reads. */
const most = 200
