import type {FileState} from '../domain/file-state.ts'
import type {UndoneFile} from '../domain/question.ts'
import type {Contents} from './merge-states.ts'

type Shown = {readonly text: string | undefined} | {readonly name: string}

/**
 * What a person is shown of a file that goes from one saved state to another: its text before and after, or in a few
 * words what becomes of what isn't text, or too long to read.
 */
export function shownChange(
  {content}: Pick<Contents, 'content'>,
  now: FileState,
  then: FileState,
): Pick<UndoneFile, 'before' | 'after' | 'said'> {
  const [before, after] = [shown(content, now), shown(content, then)]
  if ('name' in before || 'name' in after)
    return {before: undefined, after: undefined, said: `${nameOf(before)} becomes ${nameOf(after)}`}
  const isModeAlone = before.text === after.text
  return {before: before.text, after: after.text, ...(isModeAlone ? {said: 'only its permissions change'} : {})}
}

function shown(content: Contents['content'], state: FileState): Shown {
  if (state.kind === 'absent') return {text: undefined}
  if (state.kind === 'symlink') return {name: `a link to ${state.target}`}
  const bytes = content(state.sha256)
  if (bytes.length > mostBytes) return {name: 'a file too long to show'}
  try {
    return {text: new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)}
  } catch {
    return {name: 'a file that isn’t text'}
  }
}

function nameOf(shown: Shown): string {
  if ('name' in shown) return shown.name
  return shown.text === undefined ? 'no file' : 'a file of text'
}

const mostBytes = 4 * 1024 * 1024
