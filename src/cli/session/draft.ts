import {createHash} from 'node:crypto'
import {mkdir, readFile, writeFile} from 'node:fs/promises'
import path from 'node:path'
import type {EditText} from '../../engine/edit-text.ts'
import {firstMarkerLine, hasMarkers} from '../../engine/mark-conflicts.ts'
import {sessionFiles} from './session-files.ts'

/** Opens an absolute path at a line in somebody's editor and waits; what went wrong, in a few words. */
export type EditFile = (file: string, line: number) => string | undefined

/**
 * Lays a text out for editing below `.upgrade-wizard/edit`, under the path it is for, and gives where. What was edited from the very
 * same text before is left as it is.
 */
export async function layOutDraft(root: string, file: string, text: string): Promise<string> {
  const draft = path.join(sessionFiles(root).drafts, file)
  const from = `${draft}.from`
  const hash = createHash('sha256').update(text).digest('hex')
  const known = await readFile(from, 'utf8').catch(() => undefined)
  const isThere = known === hash && (await readFile(draft).catch(() => undefined)) !== undefined
  if (isThere) return draft
  await mkdir(path.dirname(draft), {recursive: true})
  await writeFile(draft, text)
  await writeFile(from, hash)
  return draft
}

/** The draft as somebody's editor leaves it. */
export function editInEditor(root: string, open: EditFile): EditText {
  return async (file, text) => {
    const draft = await layOutDraft(root, file, text)
    const wrong = open(draft, firstMarkerLine(await readFile(draft, 'utf8')))
    return wrong === undefined ? {kind: 'edited', text: await readFile(draft, 'utf8')} : {kind: 'failed', why: wrong}
  }
}

/** The draft as it lies there, edited beforehand; one with markers is none yet. */
export function editBeforehand(root: string): EditText {
  return async (file, text) => {
    const draft = await layOutDraft(root, file, text)
    const found = await readFile(draft, 'utf8')
    return hasMarkers(found)
      ? {kind: 'failed', why: `Both versions of ${file} are in ${draft}`}
      : {kind: 'edited', text: found}
  }
}
