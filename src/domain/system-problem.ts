import {ProblemError} from './errors.ts'
import type {Problem} from './problem.ts'

/**
 * What was thrown, as something that a person can do something about: a problem on its way to the command line, or a refusal
 * of the system with what comes `next` once its cause is mended. Undefined for a mistake of the wizard's own.
 */
export function problemOf(error: unknown, next?: string): Problem | undefined {
  return error instanceof ProblemError ? error.problem : systemProblem(error, next)
}

/**
 * A refusal of the system as Node throws it (`code` as errno.h names it, with the call that was refused), told with its file
 * and the next step. Undefined for any other error, Node's own `ERR_…` included.
 */
function systemProblem(error: unknown, next = runAgain): Problem | undefined {
  if (!isCoded(error)) return undefined
  const told =
    families.find(({codes}) => codes.includes(error.code)) ?? ('syscall' in error ? unknownRefusal : undefined)
  if (told === undefined) return undefined
  const where = error.path === undefined || error.path === '' ? {} : {path: error.path}
  return {
    code: told.problem,
    title: told.title,
    detail: error.message,
    nextSteps: [`${told.remedy}, ${next}`],
    ...where,
  }
}

type Coded = Error & {readonly code: string; readonly path?: string}

function isCoded(error: unknown): error is Coded {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code)
}

type Family = {
  readonly codes: readonly string[]
  readonly problem: string
  readonly title: string
  /** Goes on with a comma and what comes next. */
  readonly remedy: string
}

const runAgain = 'then run the wizard again: it goes on from the last safe point.'

const families: readonly Family[] = [
  {
    codes: ['ENOSPC', 'EDQUOT'],
    problem: 'disk-full',
    title: 'The disk is full',
    remedy: 'Free some space (`cargo clean` empties the build folder)',
  },
  {
    codes: ['EACCES', 'EPERM'],
    problem: 'not-writable',
    title: 'The system does not allow it',
    remedy: 'Make the file or folder accessible to you',
  },
  {
    codes: ['EROFS'],
    problem: 'not-writable',
    title: 'The file system is read-only',
    remedy: "Mount it writable (one that fails turns read-only by itself: look at the system's log)",
  },
  {
    codes: ['EMFILE', 'ENFILE'],
    problem: 'too-many-files',
    title: 'Too many files are open',
    remedy: 'Raise the limit (`ulimit -n 1024`)',
  },
  {
    codes: ['EAGAIN', 'ENOMEM'],
    problem: 'out-of-resources',
    title: 'The system has no processes or memory left',
    remedy: "End what isn't needed, or raise the limit (`ulimit -u`, the container's memory)",
  },
  {
    codes: ['EIO', 'ENXIO', 'ENODEV', 'ESTALE', 'ETIMEDOUT', 'EHOSTDOWN', 'ENOTCONN', 'EREMOTEIO', 'EUCLEAN'],
    problem: 'disk-failing',
    title: 'The disk does not answer as it should',
    remedy: 'Look at the disk, or at the connection to it, and keep a copy of the repository',
  },
  {
    codes: ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'EEXIST', 'ENOTEMPTY', 'ENAMETOOLONG', 'EXDEV'],
    problem: 'not-as-expected',
    title: 'Something else stands there than a moment ago',
    remedy: 'Look what became of it, put it right',
  },
  {
    codes: ['EBUSY', 'ETXTBSY'],
    problem: 'in-use',
    title: 'Another program has it in use',
    remedy: 'End that program',
  },
  {
    codes: ['EFBIG'],
    problem: 'file-too-large',
    title: 'The file would be larger than the system allows',
    remedy: 'Raise the limit (`ulimit -f unlimited`)',
  },
]

const unknownRefusal: Family = {
  codes: [],
  problem: 'refused-by-system',
  title: 'The system refused',
  remedy: 'Mend what its words name',
}
