import {gitCommand} from '../../domain/git-command.ts'
import type {Tree} from '../../domain/ports.ts'
import type {UndoChoice} from '../../domain/question.ts'
import {undoChoices} from '../../engine/undo-choices.ts'
import type {JournalView} from '../../journal/journal.ts'
import type {Session} from '../../journal/session.ts'
import type {GitWay, UndoWay, WaysBack} from '../../report/way-back.ts'
import {codec} from '../../system/codec.ts'
import type {Environment} from '../environment.ts'
import {word} from './restore-recipe.ts'
import {undoAdvice} from './undo-advice.ts'

/** A file that differs from what it was at the session's start; `wasThere`: there was one then. */
export type ChangedSince = {readonly path: string; readonly wasThere: boolean}

/**
 * The ways back as they are now: what `undo` would do of everything and of each part, worked out and not done, and what git
 * could do without the state file. Writes nothing.
 */
export async function waysBack(
  env: Pick<Environment, 'programs'>,
  tree: Tree,
  journal: JournalView,
  changed: readonly ChangedSince[],
): Promise<WaysBack> {
  const {session} = journal
  // An undo that was cut short is finished or asked about first.
  if (session === undefined || session.undoing !== undefined) return {undo: [], git: null}
  const looking = {tree, journal: {...journal, session, hash: (bytes: Uint8Array) => codec.sha256(bytes)}}
  const choices = await undoChoices(looking, undoAdvice, ['all', 'part'])
  return {
    undo: choices
      .toReversed()
      .filter(({files}) => files.length > 0)
      .map(undoWay),
    git: changed.length === 0 ? null : await gitWay(env, tree, session, changed),
  }
}

function undoWay({id, title, steps, files, against, isRefused, stays}: UndoChoice): UndoWay {
  return {
    command: `upgrade-wizard undo ${id === 'all' ? '--all' : id.replace('only:', '--only ')}`,
    title,
    steps: steps.length,
    files: files.length,
    refused: isRefused === true && against !== undefined ? against.title : null,
    stays,
  }
}

/** Files that only one commit of a step has are its revert's business; the others are put back from where HEAD was. */
async function gitWay(
  {programs}: Pick<Environment, 'programs'>,
  {root}: Tree,
  session: Session,
  changed: readonly ChangedSince[],
): Promise<GitWay | null> {
  const head = session.git?.head ?? ''
  // The state file may say anything; what isn't a commit's name must not get onto git's command line.
  if (!commitName.test(head)) return null
  const listed = await programs.capture(gitCommand(root, 'ls-tree', '-r', '-z', '--name-only', head))
  if (listed.kind !== 'exited' || listed.code !== 0) return null
  const tracked = new Set(listed.stdout.split('\0'))
  const committed = committedPaths(session)
  const open = changed.filter(({path}) => !committed.has(path))
  const pathsOf = (files: readonly ChangedSince[]) => files.map(({path}) => path)
  const restored = pathsOf(open.filter(({path}) => tracked.has(path)))
  const made = pathsOf(open.filter(({path, wasThere}) => !tracked.has(path) && !wasThere))
  const reverts = (session.commits ?? []).map(({commit}) => commit.slice(0, 12)).toReversed()
  return {
    commands: [
      ...(reverts.length === 0 ? [] : [`git revert --no-edit ${reverts.join(' ')}`]),
      ...(restored.length === 0
        ? []
        : [`git restore --source=${head.slice(0, 12)} --staged --worktree -- ${words(restored)}`]),
      ...(made.length === 0 ? [] : [`rm -f -- ${words(made)}`]),
    ],
    onlyInState: pathsOf(open.filter(({path, wasThere}) => !tracked.has(path) && wasThere)),
  }
}

function committedPaths({commits = [], history}: Session): ReadonlySet<string> {
  const steps = new Set(commits.map(({step}) => step))
  const changes = history.flatMap(entry => (entry.kind === 'change' && steps.has(entry.step) ? entry.files : []))
  return new Set(changes.map(({path}) => path))
}

/** As a shell takes them for exactly these files. */
function words(paths: readonly string[]): string {
  return paths.map(word).join(' ')
}

const commitName = /^[0-9a-f]{40,64}$/
