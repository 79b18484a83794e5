import type {Tree} from '../domain/ports.ts'
import type {Inspection} from '../domain/step-kind.ts'

type Needed = Extract<Inspection, {kind: 'needed'}>
type Looked = Pick<Tree, 'state' | 'follow' | 'names'>

/** The inspection with a note for each file that writing means more for than its new content. */
export async function tellWrites(tree: Looked, inspection: Needed): Promise<Needed> {
  const notes: string[] = []
  for (const {path} of inspection.writes) notes.push(...(await notesOf(tree, path)))
  return notes.length === 0 ? inspection : {...inspection, summary: [inspection.summary, ...notes].join('\n')}
}

/** A file is replaced as a whole, which neither its mode stops nor another name of it notices. */
async function notesOf(tree: Looked, path: string): Promise<readonly string[]> {
  const meant = (await tree.follow(path)) ?? path
  const state = await tree.state(meant)
  if (state.kind !== 'file') return []
  const others = (await tree.names(meant)) - 1
  return [
    ...(meant === path ? [] : [`${path}: it is a link; ${meant}, to which it leads, is written`]),
    ...((state.mode & anyWriter) === 0
      ? [`${meant}: it is read-only; it is replaced, and the new one is read-only as well`]
      : []),
    ...(others === 0
      ? []
      : [
          `${meant}: it has ${others === 1 ? 'another name' : `${others} other names`} (hard links); there the old content stays`,
        ]),
  ]
}

const anyWriter = 0o222
