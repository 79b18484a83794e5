import {createHash} from 'node:crypto'
import {lstat, realpath} from 'node:fs/promises'
import path from 'node:path'
import {count} from '../../domain/count.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import type {Question} from '../../domain/question.ts'
import type {FoundCommand} from '../../scan/validation-commands/as-own-commands.ts'
import {canonicalCommands, commandLines} from '../../settings/canonical-commands.ts'
import type {JudgingCommand, OwnCommand} from '../../settings/own-command.ts'
import {largestSettings, readSettings, type Settings, settingsFile} from '../../settings/settings.ts'
import type {AgreedCommands} from '../../steps/step-deps.ts'
import type {Agreements} from '../choose/agreements.ts'
import type {PlanOptions} from '../run-options.ts'
import {foundCommands} from './found-commands.ts'

/** The settings as they stand now; a problem when they aren't settings. */
export async function settingsOf(tree: Tree): Promise<Settings | Problem> {
  const read = await tree.readUpTo(settingsFile, largestSettings)
  if (read.kind === 'too-large') return readSettings(' '.repeat(largestSettings + 1))
  return readSettings(read.kind === 'read' ? await tree.readText(settingsFile) : undefined)
}

/** What names a list of commands wherever somebody agrees to it: lower-case hex. */
export function hashOf(commands: readonly OwnCommand[]): string {
  return createHash('sha256').update(canonicalCommands(commands)).digest('hex')
}

export type Consent = {
  readonly agreements: Agreements
  /** The hash that was given on the command line. */
  readonly allowed?: string
}

/** Whether somebody agreed to these very commands, here or on the command line. No commands need no consent. */
export async function isAgreed(commands: readonly OwnCommand[], {agreements, allowed}: Consent): Promise<boolean> {
  const hash = hashOf(commands)
  return commands.length === 0 || allowed === hash || agreements.has('commands', hash)
}

/**
 * The commands as the settings name them now, if somebody agreed to exactly these, and the found ones with these names: what was
 * asked about at the start of a run may have been changed since, by the build itself too. A found one that isn't what was agreed
 * to is left out; it was only chosen.
 */
export async function agreedCommands(
  tree: Tree,
  consent: Consent,
  chosen: readonly string[] = [],
): Promise<AgreedCommands> {
  const settings = await settingsOf(tree)
  if ('code' in settings) return {kind: 'refused', problem: settings}
  const named = settings.commands
  const all = chosen.length === 0 ? [] : (await foundCommands(tree, named)).commands
  const found = all.filter(({name}) => chosen.includes(name))
  const isWhole = await isAgreed([...named, ...found], consent)
  if (!isWhole && !(await isAgreed(named, consent)))
    return {kind: 'refused', problem: notAgreed(named), commands: named}
  const outside = await withoutFolder(tree, named)
  if (outside !== undefined) return {kind: 'refused', problem: outside}
  if (!isWhole) return {kind: 'agreed', commands: named, skipped: chosen.map(what => ({what, why: changed}))}
  const gone = chosen.filter(name => !found.some(one => one.name === name)).map(what => ({what, why: changed}))
  return {kind: 'agreed', commands: [...named, ...found], ...(gone.length === 0 ? {} : {skipped: gone})}
}

const changed = 'it isn’t what was agreed to any more'

async function withoutFolder({root}: Tree, commands: readonly OwnCommand[]): Promise<Problem | undefined> {
  for (const {name, cwd} of commands) {
    if (cwd !== undefined && !(await isOwnFolder(root, cwd))) return noFolder(name, cwd)
  }
  return undefined
}

/** Nobody has to agree to what isn't wanted anyway. */
export function wantsOwnCommands({only, skip}: Pick<PlanOptions, 'only' | 'skip'>): boolean {
  const isNamed = (names: readonly string[]) => names.includes('run-own-commands') || names.includes('validate')
  const others = ['record-own-commands', 'record-artifacts', 'rebuild-artifacts']
  return only.length === 0 ? !isNamed(skip) : isNamed(only) || others.some(name => only.includes(name))
}

/** What could judge an upgrade: what the settings name, and what was found and chosen or is offered. */
export type Judging = {readonly named: readonly OwnCommand[]; readonly found: readonly FoundCommand[]}

/** What somebody chose among: every found check that is offered, and the names that were said and are none of theirs. */
export type Choosing = {readonly offered: readonly FoundCommand[]; readonly unknown: readonly string[]}

/** Asked before a plan is made. Leaving them out is recommended: who reads them first can allow them later. */
export function commandsQuestion(
  {named, found}: Judging,
  {offered, unknown}: Choosing = {offered: found, unknown: []},
): Question {
  const commands = [...named, ...found]
  const key = hashOf(commands)
  const some = {id: 'choose', key: 'c', label: 'Choose some by name', takesText: true}
  return {
    id: 'own-commands',
    title: `Allow ${count(commands.length, 'command')} of this repository’s own?`,
    subject: {
      kind: 'consent',
      to: 'commands',
      key,
      lines: [
        ...unknown.map(name => `No check is called ${name}.`),
        ...(named.length === 0 ? [] : [`${settingsFile} names ${named.length === 1 ? 'one' : 'some'} of its own.`]),
        ...(found.length === 0
          ? []
          : [
              `${count(found.length, 'check')} found in its files would run before and after the upgrade: ${namesOf(found)}.`,
            ]),
        ...(found.length === offered.length
          ? []
          : [`Not chosen: ${namesOf(offered.filter(one => !found.includes(one)))}.`]),
        'They run as you, and can do whatever you can.',
        ...commandLines(commands),
      ],
    },
    options: [
      {id: 'leave-out', key: 'l', label: 'Leave them out'},
      {id: 'allow', key: 'a', label: 'Allow these', typed: 'allow'},
      ...(offered.length > 1 ? [some] : []),
      {id: 'quit', key: 'q', label: 'Quit'},
    ],
    recommended: 'leave-out',
  }
}

function namesOf(commands: readonly FoundCommand[]): string {
  const more = commands.length > mostNames ? ` and ${commands.length - mostNames} more` : ''
  return `${commands
    .slice(0, mostNames)
    .map(({name}) => name)
    .join(', ')}${more}`
}

const mostNames = 20

/** Commands that nobody agreed to: in full, with what allows them. `validate`: what was asked for of the found ones. */
export function notAgreed(commands: readonly JudgingCommand[], validate?: readonly string[]): Problem {
  const option = validate === undefined ? '' : ` --validate ${validate.join(',')}`
  return {
    code: 'commands-not-agreed',
    title: `${count(commands.length, 'command')} of this repository’s own wait for your consent`,
    detail: commandLines(commands).join('\n'),
    nextSteps: [
      `Read them. To be asked: upgrade-wizard run${option}, in a terminal`,
      `To allow exactly these: upgrade-wizard run${option} --allow-commands ${hashOf(commands)}`,
    ],
    ...(commands.every(({found}) => found !== undefined) ? {} : {path: settingsFile}),
  }
}

/** Other commands were allowed than there are: somebody changed them since. */
export function otherCommands(commands: readonly JudgingCommand[], validate?: readonly string[]): Problem {
  const title = 'The commands of this repository are not those that were allowed'
  return {...notAgreed(commands, validate), title}
}

/** A folder of the repository itself, reached through no link. */
async function isOwnFolder(root: string, folder: string): Promise<boolean> {
  const absolute = path.join(root, folder)
  const found = await lstat(absolute).catch(() => undefined)
  return found?.isDirectory() === true && (await realpath(absolute)) === absolute
}

function noFolder(name: string, folder: string): Problem {
  return {
    code: 'settings-broken',
    title: `Cannot run the command ${name}`,
    detail: `${folder} is no folder of this repository, or leads out of it through a link.`,
    nextSteps: [`Name a folder of the repository as cwd in ${settingsFile}.`],
    path: settingsFile,
  }
}
