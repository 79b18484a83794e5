import {isFamily} from '../../catalog/family.ts'
import type {Tree} from '../../domain/ports.ts'
import type {JournalEvent} from '../../journal/event.ts'
import type {Journal} from '../../journal/journal.ts'
import {compareTrees} from '../../plan/compare-trees.ts'
import {type TreeModel, treeModel} from '../../plan/tree-model.ts'
import {surveyRepository} from '../../scan/survey-repository.ts'
import type {Environment} from '../environment.ts'
import {askAboutHolders} from '../look/ask-about-holders.ts'
import type {Sight} from '../look/look.ts'
import {readOnce} from '../look/read-once.ts'
import {treeBefore} from '../look/tree-before.ts'
import type {Face} from './face.ts'

type Watched = {readonly env: Environment; readonly tree: Tree; readonly face: Pick<Face, 'showTrees'>}

/**
 * Shows who brings which wasmtime, before the session and now: when there is a session, and again after each step or undo
 * that changed a manifest or a lockfile. Reads manifests and lockfiles alone and asks no network. The returned function
 * ends it; what can't be read is left as it was shown last.
 */
export function watchTrees({env, tree, face}: Watched, journal: Journal, sight: Sight): () => void {
  const {showTrees} = face
  if (showTrees === undefined) return () => undefined
  let isOver = false
  let isLooking = false
  let isStale = false
  const look = async () => {
    const [before, now] = await Promise.all([
      modelOf(env, treeBefore(tree, journal), journal, sight),
      modelOf(env, tree, journal, sight),
    ])
    if (!isOver) showTrees(compareTrees(before, now))
  }
  const refresh = async () => {
    isStale = true
    if (isLooking) return
    isLooking = true
    while (isStale && !isOver) {
      isStale = false
      await look().catch(() => undefined)
    }
    isLooking = false
  }
  const isConcerned = createFilter()
  const stop = journal.listen(({event}) => {
    if (isConcerned(event)) void refresh()
  })
  if (journal.session !== undefined) void refresh()
  return () => {
    isOver = true
    stop()
  }
}

/** Tells the events after which a lockfile or manifest may be another. An undo names its files when it starts. */
function createFilter(): (event: JournalEvent) => boolean {
  let undoes = false
  return event => {
    switch (event.type) {
      case 'session-started':
        return true
      case 'step-applied':
        return event.files.some(isCargos)
      case 'undo-started':
        undoes = event.files.some(isCargos)
        return false
      case 'undo-finished':
        return undoes
      default:
        return false
    }
  }
}

function isCargos({path}: {readonly path: string}): boolean {
  return /(^|\/)Cargo\.(toml|lock)$/.test(path)
}

async function modelOf(
  env: Environment,
  tree: Tree,
  {session}: Journal,
  {known, toolchains}: Sight,
): Promise<TreeModel> {
  const target = session?.plan.target.wasmtime ?? null
  const survey = await surveyRepository({tree: readOnce(tree), programs: env.programs, isFamily, places})
  const {published} = await askAboutHolders(env, {survey, toolchains}, target, {offline: true, all: false})
  return treeModel({survey, known, target, published, unused: []})
}

const places = new Set(['manifest', 'lockfile'] as const)
