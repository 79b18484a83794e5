import {BugError} from '../domain/errors.ts'
import {phases} from '../domain/phase.ts'
import type {UndoChoice, UndoneFile} from '../domain/question.ts'
import type {Journal} from '../journal/journal.ts'
import {type Session, stepsInForce} from '../journal/session.ts'
import {isChanged, planFiles, type UndoFile, type UndoSight, withDependents} from './plan-undo.ts'
import {shownChange} from './shown-change.ts'
import type {UndoAdvice} from './undo-advice.ts'

type Asked = Pick<UndoChoice, 'id' | 'kind' | 'title'> & {readonly steps: readonly string[]}
type Looking = Pick<UndoSight, 'tree'> & {readonly journal: Pick<Journal, 'session' | 'content' | 'hash'>}

/**
 * Every way back there is: each step in force, the latest first, each phase, each part, everything; or those of these kinds
 * alone. Writes nothing.
 */
export async function undoChoices(
  ctx: Looking,
  advice?: UndoAdvice,
  kinds: readonly UndoChoice['kind'][] = ['step', 'phase', 'part', 'all'],
): Promise<readonly UndoChoice[]> {
  const {session} = ctx.journal
  if (session === undefined) throw new BugError('undo choices without a session')
  const sight = lookingOnly(ctx)
  // A phase with one step, or a step that the others need, takes back what another way does.
  const known = new Map<string, Promise<readonly UndoneFile[]>>()
  const choices: UndoChoice[] = []
  for (const asked of ways(session, advice).filter(({kind}) => kinds.includes(kind))) {
    const {steps, because} = withDependents(session, asked.steps)
    const files = await once(known, steps.join(' '), async () =>
      (await planFiles(sight, session, steps)).filter(isChanged).map(file => undoneFile(sight, file)),
    )
    const against = await advice?.against(session, steps, files)
    const refused = against !== undefined && asked.kind === 'part' ? {isRefused: true} : {}
    choices.push({
      ...asked,
      steps: titled(session, steps),
      because,
      files,
      stays: [...leftInPlace(session, steps), ...(advice?.stays?.(session, steps) ?? [])],
      ...(against === undefined ? {} : {against}),
      ...refused,
    })
  }
  return choices
}

/** What steps did outside of the repository: undo names it and takes nothing away. A sentence each. */
export function leftInPlace({steps}: Session, undone: readonly string[]): readonly string[] {
  return steps.flatMap(({plan, data}) => {
    const said = undone.includes(plan.id) && typeof data === 'object' && data !== null && 'leftInPlace' in data
    return said && typeof data.leftInPlace === 'string' ? [data.leftInPlace] : []
  })
}

/** The same session and tree, with whatever an undo works out kept in memory and nothing read twice. */
export function lookingOnly({journal, tree}: Looking): UndoSight {
  const contents = new Map<string, Uint8Array>()
  const states = new Map<string, ReturnType<UndoSight['tree']['state']>>()
  const files = new Map<string, ReturnType<UndoSight['tree']['read']>>()
  return {
    journal: {
      session: journal.session,
      content: sha256 => once(contents, sha256, () => journal.content(sha256)),
      async save(bytes) {
        const sha256 = journal.hash(bytes)
        contents.set(sha256, bytes)
        return sha256
      },
    },
    tree: {
      state: path => once(states, path, () => tree.state(path)),
      read: path => once(files, path, () => tree.read(path)),
    },
  }
}

function ways(session: Session, advice: UndoAdvice | undefined): readonly Asked[] {
  const inForce = stepsInForce(session).map(({plan}) => plan)
  const steps = inForce.map(({id, title}): Asked => ({id, kind: 'step', title, steps: [id]}))
  const wholes = phases.map((phase): Asked => {
    const ids = inForce.filter(step => step.phase === phase).map(({id}) => id)
    return {id: `phase:${phase}`, kind: 'phase', title: `All of ${phase}`, steps: ids}
  })
  const parts = advice?.parts(session).map((part): Asked => ({...part, kind: 'part'})) ?? []
  const all: Asked = {id: 'all', kind: 'all', title: 'Everything', steps: inForce.map(({id}) => id)}
  const isThere = (asked: Asked) => asked.steps.some(id => inForce.some(step => step.id === id))
  return [...steps.toReversed(), ...wholes.toReversed(), ...parts, all].filter(isThere)
}

function titled(session: Session, ids: readonly string[]): UndoChoice['steps'] {
  return session.steps.flatMap(({plan: {id, title}}) => (ids.includes(id) ? [{id, title}] : []))
}

/** Where a person decides, what is shown is the saved version. */
export function undoneFile(
  {journal}: Pick<UndoSight, 'journal'>,
  {path, now, target, restored, isEditedSince}: UndoFile,
): UndoneFile {
  const then = target ?? restored
  const shown = then === undefined ? unclear : shownChange(journal, now, then)
  return {path, ...shown, isEditedSince, needsDecision: target === undefined}
}

const unclear = {before: undefined, after: undefined, said: 'changes that stay and changes that go meet in one place'}

function once<T>(known: Map<string, T>, key: string, find: () => T): T {
  const there = known.get(key)
  if (there !== undefined) return there
  const found = find()
  known.set(key, found)
  return found
}
