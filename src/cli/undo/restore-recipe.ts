import {access, constants, lstat, mkdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {quoted} from '../../domain/command.ts'
import type {JournalView} from '../../journal/journal.ts'
import type {FailedFile} from '../../journal/session.ts'
import {printable} from '../../plan/text-layout.ts'
import {isSystemError} from '../../system/system-error.ts'
import {sessionFiles} from '../session/session-files.ts'

/**
 * What a person types to put right what the latest undo couldn't: per file why, and the commands, quoted for a POSIX shell. The
 * saved bytes are put below `.upgrade-wizard/restored` first, and the lines into `.upgrade-wizard/recipe.txt`. Undefined when no undo
 * failed.
 */
export async function saveRecipe(
  root: string,
  {session, content}: JournalView,
): Promise<readonly string[] | undefined> {
  const failedUndo = session?.failedUndo
  if (failedUndo === undefined) return undefined
  const {restored, recipe} = sessionFiles(root)
  const parts: string[] = []
  const unsaved: string[] = []
  // One folder may stand in the way of several files; it is moved once.
  const typed = new Set<string>()
  const save = (file: string, bytes: string | Uint8Array) =>
    saveCopy(file, bytes).catch(error =>
      unsaved.push(`${path.relative(root, file)} could not be written: ${error.message}`),
    )
  for (const file of failedUndo.failed) {
    if (file.promised.kind === 'file') await save(path.join(restored, file.path), content(file.promised.sha256))
    const commands = (await commandsFor(root, file)).filter(command => !typed.has(command))
    for (const command of commands) typed.add(command)
    parts.push(`  ${printable(file.path)}: ${printable(file.why)}`, ...commands.map(command => `    ${command}`))
  }
  const lines = [
    'Not everything could be restored. These commands put it right:',
    `    cd ${quoted(root)}`,
    ...parts,
    'To check: upgrade-wizard status',
    `Then, to have every file read again: upgrade-wizard undo ${failedUndo.steps.join(' ')}`,
  ]
  await save(recipe, `${lines.join('\n')}\n`)
  return unsaved.length === 0
    ? [...lines, 'The same in .upgrade-wizard/recipe.txt']
    : [...lines, ...unsaved.map(printable)]
}

async function saveCopy(copy: string, bytes: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(copy), {recursive: true})
  await writeFile(copy, bytes)
}

async function commandsFor(root: string, {path: file, why, promised}: FailedFile): Promise<readonly string[]> {
  const name = word(file)
  const way = await wayTo(root, file)
  const immutable = /\bEPERM\b/.test(why) ? [`chattr -i ${name}    # where lsattr shows that it is immutable`] : []
  const readOnly = /\bEROFS\b/.test(why) ? ['# first make its disk writable again'] : []
  const first = [...readOnly, ...immutable, ...way]
  switch (promised.kind) {
    case 'absent':
      return [...first, `rm -f ${name}`]
    case 'symlink':
      return [...first, `ln -sfn ${word(promised.target)} ${name}`]
    case 'file': {
      const mode = (promised.mode & 0o7777).toString(8).padStart(3, '0')
      return [...first, `cp -f ${word(`.upgrade-wizard/restored/${file}`)} ${name}`, `chmod ${mode} ${name}`]
    }
    default:
      return promised satisfies never
  }
}

/** What stands in the way of a path, from the root down: moved aside, never removed. */
async function wayTo(root: string, file: string): Promise<readonly string[]> {
  const folders = file.split('/').slice(0, -1)
  for (const [at] of folders.entries()) {
    const folder = folders.slice(0, at + 1).join('/')
    const found = await lstat(path.join(root, folder)).catch(gone)
    const parent = word(folders.join('/'))
    if (found === undefined) return [`mkdir -p ${parent}`]
    if (!found.isDirectory()) return [aside(folder), `mkdir -p ${parent}`]
  }
  const found = await lstat(path.join(root, file)).catch(gone)
  const isInTheWay = found !== undefined && !found.isFile() && !found.isSymbolicLink()
  return [...(await locked(root, folders.join('/'))), ...(isInTheWay ? [aside(file)] : [])]
}

/** A folder in which nothing can be made or replaced. */
async function locked(root: string, folder: string): Promise<readonly string[]> {
  try {
    await access(path.join(root, folder), constants.W_OK | constants.X_OK)
    return []
  } catch (error) {
    return isSystemError(error, 'EACCES') ? [`chmod u+wx ${word(folder === '' ? '.' : folder)}`] : []
  }
}

function aside(file: string): string {
  return `mv ${word(file)} ${word(`${file}.aside`)}`
}

/** A path that starts with a dash is no option, and one with control characters must not reach a terminal as it is. */
export function word(file: string): string {
  const path = file.startsWith('-') ? `./${file}` : file
  if (!/[\0-\x1f\x7f\u202a-\u202e\u2066-\u2069]/.test(path)) return quoted(path)
  const escaped = path
    .replace(/[\\']/g, '\\$&')
    .replace(/[\0-\x1f\x7f]/g, one => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, one => `\\u${one.charCodeAt(0).toString(16)}`)
  return `$'${escaped}'`
}

function gone(error: unknown): undefined {
  if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return undefined
  throw error
}
