import {count} from '../../domain/count.ts'
import {ProblemError} from '../../domain/errors.ts'
import type {Problem} from '../../domain/problem.ts'
import type {Ask, Question} from '../../domain/question.ts'
import type {RunEnd} from '../../engine/run-end.ts'
import type {Session} from '../../journal/session.ts'
import type {JudgingCommand} from '../../settings/own-command.ts'
import {commandsQuestion, hashOf, isAgreed, type Judging, otherCommands} from '../look/own-commands.ts'
import type {ConsentOptions} from '../run-options.ts'
import type {Agreements} from './agreements.ts'

/** Who asks, and where what is agreed to is kept. */
export type Asking = {readonly ask: Ask; readonly say: (line: string) => void; readonly agreements: Agreements}

/** What somebody, or the policy, said to commands: those that run. `isLeftOut`: the settings' own don't. */
export type Consented = {readonly commands: readonly JudgingCommand[]; readonly isLeftOut: boolean}

/**
 * Asks about the commands that the settings name and the found ones, once for each list of them. Found ones that are only offered
 * (`isOffer`) are left out without a question where nobody would answer it. Throws a ProblemError when others were allowed.
 */
export async function consentToCommands(
  asking: Asking,
  {named, found, isOffer}: Judging & {readonly isOffer: boolean},
  options: ConsentOptions & {readonly yes: boolean},
): Promise<Consented | {readonly end: RunEnd}> {
  const {agreements} = asking
  const all = [...named, ...found]
  const given = await allowedBeforehand(asking, {named, found}, options)
  if (given !== undefined) return given
  if (await isAgreed(all, {agreements})) return {commands: all, isLeftOut: false}
  const isNamedAgreed = await isAgreed(named, {agreements})
  const rest: Consented = {commands: isNamedAgreed ? named : [], isLeftOut: !isNamedAgreed}
  if (isNamedAgreed && isOffer && options.yes) return rest
  return askAboutCommands(asking, {named, found}, rest)
}

async function askAboutCommands(asking: Asking, judging: Judging, rest: Consented) {
  let {found} = judging
  let unknown: readonly string[] = []
  for (;;) {
    const question = commandsQuestion({...judging, found}, {offered: judging.found, unknown})
    const answer = await asking.ask(question)
    if (answer === undefined) return {end: {kind: 'waiting' as const, question}}
    if (answer.option === 'quit') return {end: {kind: 'quit' as const}}
    if (answer.option === 'choose') ({found = found, unknown} = namedIn(judging.found, answer.text))
    else if (answer.option !== 'allow') return rest
    else {
      await keep(asking, {...judging, found})
      return {commands: [...judging.named, ...found], isLeftOut: false}
    }
  }
}

/** Those whose names stand in a text, undefined where none does, and what else stands there. */
function namedIn(offered: Judging['found'], text = '') {
  const names = [...new Set(text.split(/[\s,]+/).filter(name => name !== ''))]
  const chosen = offered.filter(({name}) => names.includes(name))
  const unknown = names.filter(name => !offered.some(one => one.name === name)).slice(0, mostUnknown)
  return {found: chosen.length === 0 ? undefined : chosen, unknown}
}

/** Who agrees to all agrees to those of the settings: they go on when a found one isn't what it was any more. */
async function keep({agreements, say}: Asking, {named, found}: Judging): Promise<void> {
  const lists = [[...named, ...found], ...(named.length > 0 && found.length > 0 ? [named] : [])]
  const kept = await Promise.all(lists.map(list => agreements.remember('commands', hashOf(list))))
  if (kept.includes(false)) say(notKept)
}

/** What the command line allows by its hash: all of them, or those of the settings alone. */
async function allowedBeforehand(
  asking: Asking,
  {named, found}: Judging,
  {allowCommands: allowed, validate}: ConsentOptions,
): Promise<Consented | undefined> {
  const all = [...named, ...found]
  if (allowed === undefined || all.length === 0) return undefined
  if (allowed === hashOf(all)) {
    if (named.length > 0 && found.length > 0) await keep(asking, {named, found: []})
    return {commands: all, isLeftOut: false}
  }
  if (named.length > 0 && allowed === hashOf(named)) return {commands: named, isLeftOut: false}
  throw new ProblemError(otherCommands(all, validate))
}

/**
 * A session that came with the folder may say anything about what stood in its files before: it is shown and asked about before
 * any of it is believed. 'known' when it was started or agreed to here.
 */
export async function consentToSession(
  {ask, say, agreements}: Asking,
  session: Session,
  {allowSession}: ConsentOptions,
): Promise<'known' | 'fresh' | {readonly end: RunEnd}> {
  if (await isKnown(agreements, session, allowSession)) return 'known'
  const question = sessionQuestion(session)
  const answer = await ask(question)
  if (answer === undefined) return {end: {kind: 'waiting', question}}
  if (answer.option === 'quit') return {end: {kind: 'quit'}}
  if (answer.option === 'fresh') return 'fresh'
  if (!(await agreements.remember('session', session.sessionId))) say(notKept)
  return 'known'
}

/** Throws a ProblemError for a session that nobody here started, for commands that ask nothing. */
export async function requireKnownSession(
  agreements: Agreements,
  session: Session,
  {allowSession}: ConsentOptions,
): Promise<void> {
  if (!(await isKnown(agreements, session, allowSession))) throw new ProblemError(foreign(session))
}

/** Whether somebody started or agreed to this session here, or names it now. */
export async function isKnown(
  agreements: Agreements,
  {sessionId}: Session,
  allowed: string | undefined,
): Promise<boolean> {
  return allowed === sessionId || agreements.has('session', sessionId)
}

function sessionQuestion(session: Session): Question {
  return {
    id: 'foreign-session',
    title: 'Nobody started this session here. Go on with it?',
    subject: {kind: 'consent', to: 'session', key: session.sessionId, lines: aboutSession(session)},
    options: [
      {id: 'continue', key: 'c', label: 'Go on with it', typed: 'trust'},
      {id: 'fresh', key: 'f', label: 'Start fresh', typed: 'fresh'},
      {id: 'quit', key: 'q', label: 'Quit'},
    ],
    recommended: 'quit',
  }
}

function aboutSession(session: Session): readonly string[] {
  const {sessionId, startedAt, by, tool, steps, history} = session
  const files = [...new Set(history.flatMap(one => one.files.map(({path}) => path)))]
  return [
    'Its state file came with this folder, or you moved the folder here. To go on or to undo puts contents from it into your files.',
    `Session ${sessionId}, started ${startedAt} by ${by} with version ${tool}`,
    `It has ${count(steps.length, 'step')} and contents for ${count(files.length, 'file')}`,
    ...files.slice(0, mostFiles).map(path => `  ${path}`),
    ...(files.length > mostFiles ? [`  and ${files.length - mostFiles} more`] : []),
  ]
}

function foreign(session: Session): Problem {
  return {
    code: 'foreign-session',
    title: 'Nobody started this session here',
    detail: aboutSession(session).join('\n'),
    nextSteps: [
      'To look at it and be asked: upgrade-wizard run, in a terminal',
      `To trust it all the same: add --allow-session ${session.sessionId}`,
      'To put its state file aside and start anew: upgrade-wizard run --fresh',
    ],
    path: '.upgrade-wizard/state.jsonl',
  }
}

const mostFiles = 20
const notKept = 'The answer couldn’t be kept outside of the repository: it counts for this run, and is asked again.'
/** Of names that are none. */
const mostUnknown = 5
