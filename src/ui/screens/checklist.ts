import {isToDo, placeOf} from '../../domain/checklist.ts'
import {clean, cleanLines} from '../../domain/clean-text.ts'
import type {ShownItem, Subject} from '../../domain/question.ts'
import type {WizardView} from '../../store/view.ts'
import type {Layout} from '../layout.ts'
import {checklistRows} from '../rows/checklist-rows.ts'
import {codeFrame} from '../rows/code-frame.ts'
import {blank, placeTitle, prose, type Row} from '../rows/row.ts'
import {itemLook, type StyleName} from '../rows/theme.ts'
import {counted} from '../rows/words.ts'
import type {ScreenParts} from '../screen-parts.ts'

type ChecklistSubject = Extract<Subject, {kind: 'checklist'}>

/** What is left for people, and of the marked item what changed there and what to do. */
export function checklistParts({items}: ChecklistSubject, {local}: WizardView, layout: Layout): ScreenParts {
  const item = items[local.highlight]
  return {
    title: 'Left for people',
    remark: `${items.filter(isToDo).length} open of ${counted(items.length, 'place')}`,
    list: checklistRows(items, local.highlight, layout.list),
    detail: {
      ...(item === undefined ? {title: ''} : headOf(item, layout.detail.width)),
      head: [],
      body: item === undefined ? [] : itemRows(item, layout.detail.width),
    },
  }
}

function headOf(item: ShownItem, width: number) {
  const remark = toldBy(item)
  return {title: placeTitle(placeOf(item), width, remark), remark}
}

/** Who would tell that something is wrong here. */
function toldBy({effect, compiles}: ShownItem): string {
  if (compiles === true) return 'compiles as it is'
  return effect === 'silent' ? 'nothing tells' : `told by ${effect === 'error' ? 'an error' : 'a warning'}`
}

function itemRows(item: ShownItem, width: number): Row[] {
  const {what, todo, before, after, frame = []} = item
  return [
    ...saidRows(item, width),
    ...prose(clean(what), width),
    ...codeRows('before ', before, 'removed', width),
    ...codeRows('after  ', after, 'added', width),
    ...prose(clean(todo), width, {style: 'accent', first: '→ '}),
    ...(frame.length === 0
      ? []
      : [
          blank,
          ...codeFrame(
            frame.flatMap(line => cleanLines(line)),
            width,
          ),
        ]),
  ]
}

/** What somebody said about it. */
function saidRows({mark, compiles, note, by = ''}: ShownItem, width: number): Row[] {
  const {glyph, word, style} = itemLook({mark, compiles})
  const said = mark === 'open' ? [] : prose(clean(`${word} (${by})`), width, {style, first: `${glyph} `})
  return [...said, ...(note === undefined ? [] : prose(clean(note), width, {style: 'dim', first: 'Note: '}))]
}

function codeRows(label: string, code: string | undefined, style: StyleName, width: number): Row[] {
  if (code === undefined) return []
  return cleanLines(code).flatMap((line, at) =>
    prose(line, width, {style, first: at === 0 ? label : ' '.repeat(label.length)}),
  )
}
