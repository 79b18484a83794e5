import type {WizardView} from '../../store/view.ts'
import {showsOutput} from '../output/shows-output.ts'
import type {Action, Binding} from './binding.ts'

/**
 * Reading a command's output. No option of a question has these keys, so that they mean the same at every gate; `h` and `l`
 * are a second name that gives way.
 */
export function outputKeys(view: WizardView): Binding[] {
  if (!showsOutput(view)) return []
  const isSearched = view.local.reading.wanted !== undefined
  return [
    {keys: ['/'], label: 'search', action: {kind: 'open-search'}, shownIn: 'footer'},
    key('.', 'next match', {kind: 'find-again', direction: 'forward'}, isSearched),
    key(',', 'match before', {kind: 'find-again', direction: 'backward'}),
    key('x', 'next error', {kind: 'find-error', direction: 'forward'}, view.local.tab === 'output'),
    key('X', 'error before', {kind: 'find-error', direction: 'backward'}),
    key('w', 'wrap long lines, or cut them', {kind: 'wrap'}),
    {keys: ['left', 'h'], label: 'long lines back to the left', action: sideways(-1), shownIn: 'help'},
    {keys: ['right', 'l'], label: 'long lines further to the right', action: sideways(1), shownIn: 'help'},
    key('0', 'back to the left edge', sideways('edge')),
    key('y', 'copy what is on the screen, or the error that was jumped to', {kind: 'copy', what: 'output'}),
    key('Y', 'copy the command line', {kind: 'copy', what: 'command'}),
    key('O', 'open the log in $PAGER', {kind: 'open-log', how: 'pager'}),
    key('E', 'open the log in $EDITOR', {kind: 'open-log', how: 'editor'}),
  ]
}

function key(name: string, label: string, action: Action, isInFooter = false): Binding {
  return {keys: [name], label, action, shownIn: isInFooter ? 'footer' : 'help'}
}

function sideways(by: -1 | 1 | 'edge'): Action {
  return {kind: 'sideways', by}
}
