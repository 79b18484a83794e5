import type {FileState} from '../../src/domain/file-state.ts'
import type {Tree} from '../../src/domain/ports.ts'
import type {FileWrite, StepKind} from '../../src/domain/step-kind.ts'
import type {FileChange, JournalEvent} from '../../src/journal/event.ts'
import type {WholeStory} from './state-prefix.ts'

type Started = Extract<JournalEvent, {type: 'step-started'}>
type Mended = Extract<JournalEvent, {type: 'step-mended'}>

/**
 * The steps of a recorded session, which do again to the tree what they did then: the same writes and the same mends, and the
 * files of commands as these left them. So a session goes on without a command being run.
 */
export function standInKinds({events, content}: WholeStory): ReadonlyMap<string, StepKind> {
  const [first] = events
  if (first?.type !== 'session-started') throw new Error('no session')
  return new Map(first.plan.steps.map(({id, kind}) => [kind, standIn(events, id, content)]))
}

function standIn(events: readonly JournalEvent[], id: string, content: WholeStory['content']): StepKind {
  const started = events.find((event): event is Started => event.type === 'step-started' && event.step === id)
  const mends = events.filter((event): event is Mended => event.type === 'step-mended' && event.step === id)
  const applied = events.find(event => event.type === 'step-applied' && event.step === id)
  const left = applied?.type === 'step-applied' ? applied.files : []
  const touches = started?.touches.map(({path}) => path) ?? []
  const text = (state: FileState) => (state.kind === 'file' ? content(state.sha256).toString() : undefined)
  const toWrite = async (tree: Tree, files: readonly FileChange[]) => {
    const writes: FileWrite[] = []
    for (const {path, before, after} of files)
      if ((await tree.readText(path)) === text(before))
        writes.push({path, before: text(before), after: text(after) ?? ''})
    return writes
  }
  const nextMend = async (tree: Tree) => {
    for (const mend of mends) {
      const writes = await toWrite(tree, mend.writes)
      if (writes.length > 0) return [{id: mend.proposals.join(' '), title: id, why: 'recorded', writes, isSafe: true}]
    }
    return []
  }
  return {
    async inspect({tree}) {
      if (started === undefined) return {kind: 'done', evidence: 'as recorded'}
      return {kind: 'needed', summary: id, writes: await toWrite(tree, started.writes), touches}
    },
    async apply({tree}) {
      for (const {path, after} of left.filter(file => touches.includes(file.path)))
        await tree.write(path, new TextEncoder().encode(text(after)))
      return {kind: 'ok', summary: 'applied'}
    },
    async verify({tree}) {
      return (await nextMend(tree)).length === 0 ? {kind: 'ok', summary: 'as recorded'} : {kind: 'failed', problem}
    },
    propose: ({tree}) => nextMend(tree),
  }
}

const problem = {code: 'recorded', title: 'It failed then', detail: 'as recorded', nextSteps: []}
