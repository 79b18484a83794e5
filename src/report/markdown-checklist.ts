import {type CheckedItem, isToDo, placeOf} from '../domain/checklist.ts'
import {count} from '../domain/count.ts'
import {codeSpan, escapeMarkdown} from './escape-markdown.ts'
import {bullets} from './markdown-parts.ts'

/** What somebody said about items of the checklist. Those that are open are among what is left; here they are only counted. */
export function markdownChecklist(items: readonly CheckedItem[]): string {
  const said = items.filter(({mark, note}) => mark !== 'open' || note !== undefined)
  const open = items.filter(isToDo).length
  const compiling = items.filter(({mark, compiles}) => mark === 'open' && compiles === true).length
  const rest = [
    ...(open === 0 ? [] : [`${count(open, 'place')} open, listed below.`]),
    ...(compiling === 0 ? [] : [`${count(compiling, 'more place')} would not compile if something were wrong there.`]),
  ]
  return [bullets(said.map(saidRow)), rest.join(' ')].filter(part => part !== '').join('\n\n')
}

function saidRow(item: CheckedItem): string {
  const {what, mark, by = '', note} = item
  const remark = note === undefined ? '' : `: ${escapeMarkdown(note)}`
  return `${codeSpan(placeOf(item))}, ${markWords[mark]} (${escapeMarkdown(by)})${remark}. ${escapeMarkdown(what)}`
}

const markWords = {open: 'open', done: 'done', 'not-applicable': 'not applicable'}
