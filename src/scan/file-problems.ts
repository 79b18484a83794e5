import {quoted} from '../domain/command.ts'
import type {Finding} from '../domain/finding.ts'
import type {Tree} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import {mentionReason} from './classify.ts'
import {type Fault, splitPath} from './source-file.ts'

/** A file that isn't valid in its format: what is wrong where, and that the rest was read. */
export function brokenFile(path: string, {format, message, line, column}: Fault): Problem {
  return {
    code: 'file-broken',
    title: `Cannot read ${path}`,
    detail: `It is not valid ${format} at line ${line}, column ${column}: ${message}. The rest of the repository was read.`,
    nextSteps: [`Repair ${path} at line ${line}, then run the wizard again.`],
    path,
    line,
    column,
  }
}

/** A file that the account running the wizard may not read. */
export function unreadableFile(path: string): Problem {
  return {
    code: 'file-unreadable',
    title: `Cannot read ${path}`,
    detail: 'The system does not allow it. What it states stays as it is.',
    nextSteps: [`Allow reading ${path}, then run the wizard again.`],
    path,
  }
}

/** A file that stands there as a pointer only; git LFS keeps its content elsewhere. A manifest's stops a run as a broken one does. */
export function lfsPointer(path: string, isManifest: boolean): Problem {
  return {
    code: isManifest ? 'manifest-broken' : 'file-in-lfs',
    title: `Cannot read ${path}`,
    detail:
      'git LFS has put a pointer in its place. What the file itself states isn’t known, and no pointer is edited.',
    nextSteps: [`git lfs pull --include ${quoted(path)}, then run the wizard again.`],
    path,
  }
}

/** A file in an encoding that isn't UTF-8; `first` is a live finding in it. */
export function otherEncoding(path: string, first: Finding): Problem {
  return {
    code: 'file-not-utf8',
    title: `Cannot edit ${path}`,
    detail: `It is not UTF-8. What it states at line ${first.line} (${first.value}) stays as it is.`,
    nextSteps: [`Save ${path} as UTF-8 and run the wizard again, or edit it by hand.`],
    path,
    line: first.line,
  }
}

/** A manifest that isn't UTF-8, which cargo refuses as well. */
export function manifestInOtherEncoding(path: string): Problem {
  return {
    code: 'manifest-broken',
    title: `Cannot read ${path}`,
    detail: 'It is not UTF-8.',
    nextSteps: [`Save ${path} as UTF-8, then run the wizard again.`],
    path,
  }
}

/** A manifest that is a symbolic link to something that isn't a file of the repository. */
export function linkedManifest(path: string): Problem {
  return {
    code: 'manifest-linked',
    title: `${path} is a symbolic link`,
    detail: 'It leads to no file of this repository, and no link is followed out of it.',
    nextSteps: [`Put the manifest itself at ${path}, then run the wizard again.`],
    path,
  }
}

/** No Cargo.toml at the root, which is where the wizard starts; names a folder that has one. */
export async function missingManifest(tree: Tree, paths: readonly string[]): Promise<readonly Problem[]> {
  if (paths.includes('Cargo.toml')) return []
  // A pipe or a folder there is no manifest, and no mistake of ours.
  const found = await tree.state('Cargo.toml').catch(() => undefined)
  if (found?.kind === 'symlink') return [linkedManifest('Cargo.toml')]
  const nested = paths.find(path => path.endsWith('/Cargo.toml') && mentionReason(path, 'manifest') === undefined)
  return [
    {
      code: 'no-manifest',
      title: 'There is no Cargo.toml here',
      detail: 'The wizard starts at the root of a Cargo repository, where its Cargo.toml stands.',
      nextSteps: [
        nested === undefined
          ? 'Go to the root of a Cargo repository, then run the wizard again.'
          : `Go to ${splitPath(nested).folder}, which has one, then run the wizard again.`,
      ],
    },
  ]
}
