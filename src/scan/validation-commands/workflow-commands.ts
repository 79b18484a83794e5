import {isMap, isPair, isScalar, type Scalar, visit} from 'yaml'
import {yamlDocuments} from '../../editors/yaml-documents.ts'
import {lineStarts, positionIn, type SourceFile} from '../source-file.ts'
import {isHarmful, purposeOf} from './purpose-of.ts'
import {type ShellCommand, shellCommands} from './shell-commands.ts'
import type {Checks, Purpose} from './validation-command.ts'

/**
 * The checks among the `run:` lines of a workflow. Those are commands that mean the same here as there: no expression of the
 * workflow, no variable, no other toolchain, and a failure that counts; the others are named. None in a file that isn't YAML.
 */
export function workflowCommands(file: SourceFile): Checks {
  const lines = lineStarts(file.text)
  const found: Check[] = []
  for (const document of yamlDocuments(file.text)) {
    if (document.errors.length > 0) return {commands: [], unrun: []}
    visit(document, {
      Pair(_, {key, value}, ancestors) {
        if (!isScalar(key) || key.value !== 'run' || !isScalar(value) || typeof value.value !== 'string') return
        const step = ancestors.at(-1)
        const folder = isMap(step) ? step.get('working-directory') : undefined
        const isHere = folder === undefined || (typeof folder === 'string' && isFolder(folder))
        const hasOwnWorld = !isHere || (isMap(step) && step.has('env'))
        found.push(
          ...checksIn(value, lines, file.text).map(check => ({
            ...check,
            folder: typeof folder === 'string' ? folder.replace(/^\.\/|\/$/g, '') : '',
            job: jobOf(ancestors),
            ...(hasOwnWorld ? {unfit: 'its step sets variables or a folder of its own'} : {}),
          })),
        )
      },
    })
  }
  return checksOf(file, found)
}

/** `unfit`: why it can't be run here, as a clause. */
type CheckLine = {
  readonly words: readonly [string, ...string[]]
  readonly purpose: Purpose
  readonly line: number
  readonly text: string
  readonly unfit?: string
}
type Check = CheckLine & {readonly folder: string; readonly job: string}

function checksOf({path}: SourceFile, found: readonly Check[]): Checks {
  return {
    commands: found.flatMap(({words, folder, purpose, line, job, unfit}) => {
      if (unfit !== undefined) return []
      const why = job === '' ? 'an action of this repository runs it' : `job ${job} runs it`
      return [{argv: words, folder, purpose, path, line, why, runs: [words]}]
    }),
    unrun: found.flatMap(({line, text, unfit}) => (unfit === undefined ? [] : [{path, line, text, why: unfit}])),
  }
}

function checksIn(scalar: Scalar, lines: readonly number[], file: string): readonly CheckLine[] {
  const [start = 0, end = start] = scalar.range ?? []
  const script = file.slice(start, end)
  const isBlock = /^[|>]/.test(script)
  const first = positionIn(lines, start).line
  const texts = isBlock ? script.split(/\r?\n/) : [String(scalar.value)]
  return texts.flatMap((text, index) => {
    // What is continued is one command over several lines: the pieces alone would say something else.
    const isPiece = /\\\s*$/.test(text) || /\\\s*$/.test(texts[index - 1] ?? '') || script.startsWith('>')
    const checks = checksInLine(text.trim()).map(check => ({...check, line: first + index}))
    return isPiece ? checks.map(check => ({...check, unfit: 'it goes on over several lines'})) : checks
  })
}

function checksInLine(text: string): readonly Omit<CheckLine, 'line'>[] {
  const commands = shellCommands(text)
  const movesAway = commands.some(({words}) => words[0] === 'cd')
  return commands.flatMap(command => {
    const {words} = command
    const [program = '', ...rest] = words
    // `cargo +1.75 check` is a check with another Rust.
    const plain = [program, ...(/^\+/.test(rest[0] ?? '') ? rest.slice(1) : rest)]
    const purpose = program === 'cargo' && !isHarmful(plain) ? purposeOf(plain) : undefined
    if (purpose === undefined) return []
    const unfit = unfitness(command, text, movesAway)
    return [{words: [program, ...rest] as const, purpose, text, ...(unfit === undefined ? {} : {unfit})}]
  })
}

function unfitness({words, isPlain}: ShellCommand, text: string, movesAway: boolean): string | undefined {
  if (text.includes('${{')) return 'the workflow fills in a part of it'
  // After `cd` the command means another folder.
  if (movesAway || !isPlain) return 'it needs a shell'
  if (words[1]?.startsWith('+')) return 'it wants a Rust of its own'
  return words.some(word => /\bwasm32-wasi$/.test(word)) ? 'the upgrade itself changes its target' : undefined
}

function isFolder(text: string): boolean {
  return /^[\w./-]+$/.test(text) && !text.startsWith('/') && !text.split('/').includes('..')
}

function jobOf(ancestors: readonly unknown[]): string {
  const keys = ancestors.flatMap(node => (isPair(node) && isScalar(node.key) ? [String(node.key.value)] : []))
  return keys[0] === 'jobs' ? (keys[1] ?? '') : ''
}
