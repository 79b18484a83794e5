import type {Person} from '../../domain/person.ts'
import type {Wire} from '../../domain/ports.ts'
import type {Environment} from '../environment.ts'
import type {RepositoryOptions} from '../run-options.ts'

export type JoinOptions = RepositoryOptions & {
  /** The name to join under; whoever git says is here when undefined. */
  readonly as?: Person
  readonly role: 'viewer' | 'navigator' | 'driver'
  /** Lines instead of a screen. */
  readonly plain: boolean
  /** One thing to say or to do, in words, then leave. */
  readonly send?: readonly string[]
  /** The place that somebody else shares, instead of the repository's own. */
  readonly at?: string
}

/** What joining takes, whatever it is shown on. */
export type Joining = {
  readonly env: Environment
  readonly options: JoinOptions
  /** Absolute; undefined where only a shared place is known. */
  readonly root?: string
  readonly me: Person & {readonly role: JoinOptions['role']; readonly token?: string}
  /** Throws a ProblemError when nobody is there, or the place isn't safe. */
  readonly connect: () => Promise<Wire>
}
