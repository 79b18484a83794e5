import {isMap, isPair, isScalar, parseAllDocuments, type Scalar, visit} from 'yaml'
import {lineStarts, positionIn, type SourceFile} from '../source-file.ts'
import {isHarmful, purposeOf} from './purpose-of.ts'
import {shellCommands} from './shell-commands.ts'
import type {ValidationCommand} from './validation-command.ts'

/**
 * The checks among the `run:` lines of a workflow that mean the same here as there: no expression of the workflow, no
 * variable, no other toolchain, and a failure that counts. None in a file that isn't YAML.
 */
export function workflowCommands(file: SourceFile): readonly ValidationCommand[] {
  const lines = lineStarts(file.text)
  const commands: ValidationCommand[] = []
  for (const document of parseAllDocuments(file.text)) {
    if (document.errors.length > 0) return []
    visit(document, {
      Pair(_, {key, value}, ancestors) {
        if (!isScalar(key) || key.value !== 'run' || !isScalar(value) || typeof value.value !== 'string') return
        const step = ancestors.at(-1)
        const folder = isMap(step) ? step.get('working-directory') : undefined
        const isHere = folder === undefined || (typeof folder === 'string' && isFolder(folder))
        if (!isHere || (isMap(step) && step.has('env'))) return
        const from = {
          file,
          folder: typeof folder === 'string' ? folder.replace(/^\.\/|\/$/g, '') : '',
          job: jobOf(ancestors),
        }
        commands.push(...commandsIn(value, lines, from))
      },
    })
  }
  return commands
}

type Origin = {readonly file: SourceFile; readonly folder: string; readonly job: string}

function commandsIn(
  scalar: Scalar,
  lines: readonly number[],
  {file, folder, job}: Origin,
): readonly ValidationCommand[] {
  const [start = 0, end = start] = scalar.range ?? []
  const script = file.text.slice(start, end)
  const isBlock = /^[|>]/.test(script)
  const first = positionIn(lines, start).line
  const texts = isBlock ? script.split(/\r?\n/) : [String(scalar.value)]
  return texts.flatMap((text, index) => {
    // What is continued is one command over several lines: the pieces alone would say something else.
    if (/\\\s*$/.test(text) || /\\\s*$/.test(texts[index - 1] ?? '') || script.startsWith('>')) return []
    return checksIn(text).map(({argv, purpose}) => ({
      argv,
      folder,
      purpose,
      path: file.path,
      line: first + index,
      why: job === '' ? 'an action of this repository runs it' : `job ${job} runs it`,
    }))
  })
}

function checksIn(line: string): readonly Pick<ValidationCommand, 'argv' | 'purpose'>[] {
  const commands = shellCommands(line.trim())
  // After `cd` the command means another folder.
  if (commands.some(({words}) => words[0] === 'cd')) return []
  return commands.flatMap(({words: [program, ...rest], isPlain}) => {
    const words = [program ?? '', ...rest] as const
    const purpose = isPlain && program === 'cargo' && !isHarmful(words) ? purposeOf(words) : undefined
    return purpose === undefined ? [] : [{argv: words, purpose}]
  })
}

function isFolder(text: string): boolean {
  return /^[\w./-]+$/.test(text) && !text.startsWith('/') && !text.split('/').includes('..')
}

function jobOf(ancestors: readonly unknown[]): string {
  const keys = ancestors.flatMap(node => (isPair(node) && isScalar(node.key) ? [String(node.key.value)] : []))
  return keys[0] === 'jobs' ? (keys[1] ?? '') : ''
}
