import type {Problem} from '../domain/problem.ts'

type Killed = {
  /** The command as it is shown. */
  readonly command: string
  readonly signal: string
  /** What it said of one of its own that was killed. */
  readonly line?: string | undefined
  /** How many programs the system ended for want of memory meanwhile; undefined where it doesn't count them. */
  readonly oomKills?: number | undefined
  /** Where its output is. */
  readonly log: string
}

/** What to say of a command that a signal ended, or one of its own, when nobody here sent it. */
export function killedProblem({command, signal, line, oomKills, log}: Killed): Problem {
  const who = line === undefined ? 'It' : 'One of its programs'
  return {
    code: 'command-killed',
    title: `${line === undefined ? 'Ended' : 'Part of it was ended'} by ${signal}: ${command}`,
    detail: [`${who} ${whyOf(signal, oomKills)}`, ...(line === undefined ? [] : [line])].join('\n'),
    nextSteps: [
      ...(signal === 'SIGKILL' && oomKills !== 0 ? lessMemory : []),
      `The output is in ${log}.`,
      'Then retry, or roll the step back.',
    ],
  }
}

function whyOf(signal: string, oomKills: number | undefined): string {
  if (crashes.has(signal)) return 'crashed: that signal is a program’s own fault.'
  if (signal !== 'SIGKILL') return 'was ended by somebody else: the wizard did not send that signal.'
  if (oomKills === undefined) return 'was killed, not by the wizard: mostly that is the system, when memory runs out.'
  return oomKills > 0
    ? 'was killed for want of memory: the system’s count of such kills (oom_kill) went up meanwhile.'
    : 'was killed, not by the wizard. The system did not do it for want of memory (oom_kill stayed as it was): somebody did, or a limit of the container.'
}

const lessMemory = [
  'Close what takes memory, or let fewer compilers run at once: CARGO_BUILD_JOBS=1 before the wizard.',
]
const crashes = new Set(['SIGSEGV', 'SIGBUS', 'SIGABRT', 'SIGILL', 'SIGFPE', 'SIGTRAP', 'SIGSYS'])
