import {ProblemError} from '../../domain/errors.ts'
import {connectTo} from '../../system/connect-socket.ts'
import {givenPlace, socketPlaces} from '../../system/socket-place.ts'
import type {Environment} from '../environment.ts'
import type {ExitCode} from '../exit-codes.ts'
import {openRepository} from '../open-repository.ts'
import {chooseUi} from '../run.ts'
import type {Joining, JoinOptions} from './joining.ts'
import {whoIsHere} from './who-is-here.ts'

/** `upgrade-wizard join`: takes part in the wizard that runs in this repository, from another terminal. */
export async function join(env: Environment, options: JoinOptions): Promise<ExitCode> {
  const root = options.at === undefined ? (await openRepository(options.repo ?? env.cwd)).root : undefined
  const token = options.at === undefined ? undefined : env.variables[tokenVariable]
  if (options.at !== undefined && token === undefined) throw new ProblemError(noToken)
  const places =
    root === undefined
      ? [givenPlace(options.at ?? '')]
      : await socketPlaces({root, variables: env.variables, uid: process.getuid?.()})
  const person = options.as ?? (await whoIsHere(env, root ?? env.cwd))
  const joining: Joining = {
    env,
    options,
    ...(root === undefined ? {} : {root}),
    me: {...person, role: options.role, ...(token === undefined ? {} : {token})},
    connect: () => connectTo(places),
  }
  if (options.send !== undefined) return (await import('./send.ts')).send(joining, options.send)
  const ui = chooseUi(env, {ui: options.plain ? 'plain' : 'auto', yes: false, screenReader: false})
  return ui === 'tui'
    ? (await import('./join-on-screen.ts')).joinOnScreen(joining)
    : (await import('./join-in-lines.ts')).joinInLines(joining)
}

const tokenVariable = 'UPGRADE_WIZARD_TOKEN'
const noToken = {
  code: 'token-missing',
  title: 'A shared place takes a token',
  detail: `${tokenVariable} is not set. Whoever runs the wizard was shown two tokens, one to read along and one to take part.`,
  nextSteps: [`Ask for one, then: read -rs ${tokenVariable}; export ${tokenVariable}; upgrade-wizard join --at PLACE`],
}
