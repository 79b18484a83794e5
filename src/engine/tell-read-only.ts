import type {Tree} from '../domain/ports.ts'
import type {Inspection} from '../domain/step-kind.ts'

type Needed = Extract<Inspection, {kind: 'needed'}>

/** The inspection with a note for each file that nobody may write: it is replaced as a whole, which its mode doesn't stop. */
export async function tellReadOnly(tree: Pick<Tree, 'state'>, inspection: Needed): Promise<Needed> {
  const notes: string[] = []
  for (const {path} of inspection.writes) {
    const state = await tree.state(path)
    if (state.kind === 'file' && (state.mode & anyWriter) === 0)
      notes.push(`${path}: it is read-only; it is replaced, and the new one is read-only as well`)
  }
  return notes.length === 0 ? inspection : {...inspection, summary: [inspection.summary, ...notes].join('\n')}
}

const anyWriter = 0o222
