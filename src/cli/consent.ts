import {count} from '../domain/count.ts'
import {ProblemError} from '../domain/errors.ts'
import type {Problem} from '../domain/problem.ts'
import type {Ask, Question} from '../domain/question.ts'
import type {RunEnd} from '../engine/run-end.ts'
import type {Session} from '../journal/session.ts'
import type {OwnCommand} from '../settings/own-command.ts'
import type {Agreements} from './agreements.ts'
import {commandsQuestion, hashOf, isAgreed, refuseOtherCommands} from './own-commands.ts'
import type {ConsentOptions} from './run-options.ts'

type Asking = {readonly ask: Ask; readonly say: (line: string) => void; readonly agreements: Agreements}

/** Asks about the repository's own commands, once for each list of them. Throws a ProblemError when others were allowed. */
export async function consentToCommands(
  {ask, say, agreements}: Asking,
  commands: readonly OwnCommand[],
  {allowCommands: allowed}: ConsentOptions,
): Promise<'allowed' | 'left-out' | {readonly end: RunEnd}> {
  refuseOtherCommands(commands, allowed)
  if (await isAgreed(commands, {agreements, ...(allowed === undefined ? {} : {allowed})})) return 'allowed'
  const question = commandsQuestion(commands)
  const answer = await ask(question)
  if (answer === undefined) return {end: {kind: 'waiting', question}}
  if (answer.option === 'quit') return {end: {kind: 'quit'}}
  if (answer.option !== 'allow') return 'left-out'
  if (!(await agreements.remember('commands', hashOf(commands)))) say(notKept)
  return 'allowed'
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
