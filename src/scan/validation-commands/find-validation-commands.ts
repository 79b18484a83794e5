import type {Tree} from '../../domain/ports.ts'
import {mentionReason} from '../classify.ts'
import {inBatches} from '../in-batches.ts'
import {readSource} from '../read-source.ts'
import {type SourceFile, splitPath} from '../source-file.ts'
import {aliasCommands} from './cargo-aliases.ts'
import {justRecipes, makeRecipes, type Recipe, recipeCheck} from './recipes.ts'
import {type Checks, purposes, type ValidationCommand} from './validation-command.ts'

/**
 * The commands that a repository checks itself with: Make and just targets, cargo aliases, what its workflows run. Sorted
 * by purpose, each once, those that people call by name before those of a workflow. Reads files, runs nothing.
 */
export async function findValidationCommands(ctx: {readonly tree: Tree}): Promise<readonly ValidationCommand[]> {
  return (await findChecks(ctx)).commands
}

/** The same with the checks of workflows that can't be run here as they stand. */
export async function findChecks({tree}: {readonly tree: Tree}): Promise<Checks> {
  const paths = await tree.list()
  const found: Checks[] = []
  for (const place of places) {
    const wanted = paths.filter(path => place.accepts(path) && mentionReason(path, place.kind) === undefined)
    const files = await inBatches(wanted, 16, path => readSource(tree, path))
    found.push(
      ...(await inBatches(files, 1, async source => (source.kind === 'read' ? place.read(source.file) : none))),
    )
  }
  const isHere = ({folder}: ValidationCommand) => folder === '' || paths.some(path => path.startsWith(`${folder}/`))
  const distinct = withoutRepeated(found.flatMap(({commands}) => commands)).filter(isHere)
  return {
    commands: purposes.flatMap(purpose => distinct.filter(command => command.purpose === purpose)).slice(0, most),
    unrun: found.flatMap(({unrun}) => unrun).slice(0, most),
  }
}

const none: Checks = {commands: [], unrun: []}

type Place = {
  readonly kind: 'makefile' | 'cargo-config' | 'workflow'
  readonly accepts: (path: string) => boolean
  readonly read: (file: SourceFile) => Promise<Checks>
}

const places: readonly Place[] = [
  {
    kind: 'makefile',
    accepts: path => /^(?:GNUmakefile|Makefile|makefile)$/.test(path),
    read: async file => recipeCommands(file, 'make', makeRecipes(file.text)),
  },
  {
    kind: 'makefile',
    accepts: path => /^(?:\.?justfile|Justfile)$/.test(path),
    read: async file => recipeCommands(file, 'just', justRecipes(file.text)),
  },
  {
    kind: 'cargo-config',
    accepts: path => /^\.cargo\/config(\.toml)?$/.test(path),
    read: async file => ({...none, commands: aliasCommands(file)}),
  },
  {
    kind: 'workflow',
    accepts: path => splitPath(path).folder === '.github/workflows' && /\.ya?ml$/.test(path),
    read: async file =>
      /\bcargo\b/.test(file.text) ? (await import('./workflow-commands.ts')).workflowCommands(file) : none,
  },
]

function recipeCommands({path}: SourceFile, program: string, recipes: readonly Recipe[]): Checks {
  const commands = recipes.flatMap((recipe): readonly ValidationCommand[] => {
    const check = recipeCheck(recipe)
    if (check === undefined) return []
    return [{argv: [program, recipe.name], folder: '', path, line: recipe.line, ...check}]
  })
  return {...none, commands}
}

/** One of each: what runs the same under another name adds nothing. */
function withoutRepeated(commands: readonly ValidationCommand[]): readonly ValidationCommand[] {
  const seen = new Set<string>()
  return commands.filter(({folder, argv, runs}) => {
    const line = `${folder} ${argv.join(' ')}`
    const whole = `${folder} ${runs.map(words => words.join(' ')).join(', ')}`
    if (seen.has(line) || seen.has(whole)) return false
    seen.add(line).add(whole)
    return true
  })
}

/** More than anybody reads. */
const most = 200
