import {execFileSync} from 'node:child_process'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {homedir} from 'node:os'
import path from 'node:path'
import type {Command, Option} from 'commander'
import {describe, expect, test} from 'vitest'
import {exitCodeHelp, exitCodes} from '../src/cli/exit-codes.ts'
import {createProgram} from '../src/cli/program.ts'

const root = path.resolve(import.meta.dirname, '..')
const tracked = listTracked()
const readme = read('README.md')
const program = createProgram('0.0.0', () => undefined)

describe('the README', () => {
  test('names exactly the commands there are, with their arguments', () => {
    const there = program.createHelp().visibleCommands(program).map(usageOf)

    expect(tableOf('command').map(([command]) => command)).toEqual(there)
  })

  test('names exactly the options there are, and which commands take them', () => {
    const told = tableOf('option').map(([names = '', commands = '']) => `${names} of ${commands}`)

    expect(told.toSorted()).toEqual(optionsThereAre().toSorted())
  })

  test('has the choices of each option', () => {
    const rows = new Map(tableOf('option').map(([names = '', , meaning = '']) => [names, meaning]))
    const wrong = allOptions().flatMap(({option}) =>
      (option.argChoices ?? []).filter(choice => !rows.get(labelOf(option))?.includes(`\`${choice}\``)),
    )

    expect(wrong).toEqual([])
  })

  test('has the exit codes of the program, in the words of --help', () => {
    const told = tableOf('exit code').map(([code = '', meaning = '']) => `${code} ${meaning}`)
    const [, ...helped] = exitCodeHelp.split('\n').map(line => line.trim().replace(/\s+/g, ' '))

    expect(told).toEqual(helped)
    expect(told.map(row => Number.parseInt(row, 10)).slice(0, -1)).toEqual(Object.values(exitCodes))
  })
})

describe('the documents', () => {
  test('link only to what is there', () => {
    expect(documents().flatMap(brokenLinks)).toEqual([])
  })

  test('name every folder of src/ in ARCHITECTURE', () => {
    const tree = /```\n(bin\/[\s\S]*?)```/.exec(read('docs/ARCHITECTURE.md'))?.[1] ?? ''
    const told = [...tree.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name)
    const folders = readdirSync(path.join(root, 'src'), {withFileTypes: true}).map(entry =>
      entry.isDirectory() ? `${entry.name}/` : entry.name,
    )

    expect(folders.filter(folder => !told.includes(folder))).toEqual([])
  })

  test('name every file and folder of the project that exists by that path', () => {
    const named = documents().flatMap(file => [
      ...read(file).matchAll(/`((?:src|test|scripts|fixtures|docs|bin)\/[\w./-]+\w)`/g),
    ])

    expect(named.map(([, name]) => name ?? '').filter(name => !existsSync(path.join(root, name)))).toEqual([])
  })

  test('give a reason for every dependency, at the version that is locked', () => {
    const {packages} = JSON.parse(read('package-lock.json'))
    const {devDependencies} = JSON.parse(read('package.json'))
    const record = read('docs/decisions/0004-libraries.md')
    const wanted = Object.keys(devDependencies).map(
      name =>
        `| \`${name}\` | ${packages[`node_modules/${name}`].version} | ${packages[`node_modules/${name}`].license} |`,
    )
    const told = [...record.matchAll(/^\| `.*?` \|.*?\|.*?\|/gm)].map(([row]) => row)

    expect(told.toSorted()).toEqual(wanted.toSorted())
  })
})

describe('no tracked text', () => {
  test('names the host of a registry, which a mirror replaces', () => {
    expect(
      textsWith(['registry.npmjs', 'index.crates', 'static.crates'].map(name => new RegExp(`${name}\\.(org|io)`))),
    ).toEqual([])
  })

  test('names a path of the machine it was written on', () => {
    const ofOurs = textsWith(
      [root, homedir()]
        .filter(folder => folder !== '/')
        .map(folder => new RegExp(`(?<![\\w.])${folder.replaceAll('.', '\\.')}/`)),
    )

    // Containers have a home of their own.
    expect(ofOurs.filter(file => !file.startsWith('fixtures/repos/'))).toEqual([])
  })
})

function textsWith(patterns: readonly RegExp[]): readonly string[] {
  return tracked.filter(file => patterns.some(pattern => pattern.test(read(file))))
}

/** What git tracks or would: a document that is being written counts as well. */
function listTracked(): readonly string[] {
  const argv = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const files = execFileSync('git', argv, {cwd: root, encoding: 'utf8'}).split('\0')
  return files.filter(file => file !== '' && existsSync(path.join(root, file)))
}

/** Our own documents, not those of fixtures. */
function documents(): readonly string[] {
  return tracked.filter(file => file.endsWith('.md') && !/^fixtures\/(repos|registry|editors)\//.test(file))
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
}

function brokenLinks(file: string): readonly string[] {
  const text = read(file).replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '')
  return targets
    .filter(target => !/^https?:/.test(target) && !isThere(file, target))
    .map(target => `${file}: ${target}`)
}

function isThere(file: string, target: string): boolean {
  const [name = '', anchor] = target.split('#')
  const found = name === '' ? file : path.join(path.dirname(file), name)
  if (!existsSync(path.join(root, found))) return false
  return anchor === undefined || headings(found).includes(anchor)
}

/** As GitHub makes anchors of headings. */
function headings(file: string): readonly string[] {
  return [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}

/** The rows of the README's table whose first column has this heading, without code marks in the first two columns. */
function tableOf(heading: string): readonly (readonly string[])[] {
  const table = new RegExp(`^\\| ${heading} \\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)+)`, 'm').exec(readme)?.[1] ?? ''
  return table
    .trimEnd()
    .split('\n')
    .map(row => row.slice(2, -2).split(/ (?<!\\)\| /))
    .map(([first = '', ...rest]) => [first.replace(/`/g, '').replaceAll('\\|', '|'), ...rest])
}

function usageOf(command: Command): string {
  const taken = command.registeredArguments.map(argument => `[${argument.name()}${argument.variadic ? '...' : ''}]`)
  return [command.name(), ...taken].join(' ')
}

function optionsThereAre(): readonly string[] {
  const takers = new Map<string, string[]>()
  for (const {option, command} of allOptions()) {
    const names = labelOf(option)
    takers.set(names, [...(takers.get(names) ?? []), command])
  }
  return [...takers].map(([names, commands]) => `${names} of ${commands.join(' ')}`)
}

function allOptions(): readonly {readonly option: Option; readonly command: string}[] {
  const help = program.createHelp()
  const common = help.visibleOptions(program).map(option => ({option, command: 'all'}))
  const own = program.commands.flatMap(command =>
    help
      .visibleOptions(command)
      .filter(({long}) => long !== '--help')
      .map(option => ({option, command: command.name()})),
  )
  return [...common, ...own]
}

/** As the README writes it: the long name first. */
function labelOf({flags}: Option): string {
  return flags.split(', ').toReversed().join(', ')
}
