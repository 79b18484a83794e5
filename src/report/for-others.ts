import {escapeMarkdown} from './escape-markdown.ts'

/** What a text for others must not have: secrets, and the folders of the machine it was written on. */
export type Private = {
  readonly secrets: readonly string[]
  /** Absolute folders, the repository's first. */
  readonly folders: readonly string[]
}

/** A Markdown text without secrets and absolute paths, whether they stand there plain or escaped. */
export function forOthers(text: string, {secrets, folders}: Private): string {
  const forms = (value: string) => [...new Set([value, escapeMarkdown(value)])]
  let clean = text
  for (const secret of secrets.flatMap(forms)) clean = clean.replaceAll(secret, '***')
  for (const folder of folders.filter(one => one.length > 1).flatMap(forms)) clean = withoutFolder(clean, folder)
  return clean.replace(foreignPath, '…')
}

/** Paths below a folder are named from there; the folder itself is a dot. One that only starts like it stays. */
function withoutFolder(text: string, folder: string): string {
  const name = folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return text.replace(new RegExp(`${name}/`, 'g'), '').replace(new RegExp(`${name}(?![\\w.-])`, 'g'), '.')
}

/** Folders of other people's machines, as commands and errors name them. */
const foreignPath =
  /(?<![\w./~:\\-])\/(?:home|Users|root|tmp|var|private|builds|workspace|mnt)\/[^\s`'")\]|,;:]{1,500}/g
