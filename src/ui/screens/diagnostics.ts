import {clean} from '../../domain/clean-text.ts'
import {burnDown} from '../../domain/diagnosis.ts'
import {stalledText} from '../../steps/mend-problem.ts'
import type {WizardView} from '../../store/view.ts'
import type {Cause, Diagnosed} from '../causes.ts'
import type {Layout} from '../layout.ts'
import {causeList, causeRows} from '../rows/cause-rows.ts'
import {line, placeTitle, prose, type Row} from '../rows/row.ts'
import {counted} from '../rows/words.ts'
import type {ScreenParts} from '../screen-parts.ts'

/** What no longer compiles by cause, with the errors of each round, and what would mend the marked one. */
export function diagnosticsParts({diagnosis, causes}: Diagnosed, {local}: WizardView, layout: Layout): ScreenParts {
  const {groups, stalled} = diagnosis
  const {width} = layout.detail
  const cause = causes[local.highlight]
  return {
    title: 'What no longer compiles',
    remark: `errors ${burnDown(diagnosis)}, ${counted(groups.length, 'cause')}`,
    list: causeList(causes, local.highlight, layout.list),
    detail: {
      title: cause === undefined ? '' : titleOf(cause, width),
      head: stalled === undefined ? [] : prose(stalledText[stalled], width, {style: 'warn', first: '! '}),
      body: cause === undefined ? [] : [...nameRows(cause, layout), ...causeRows(cause, width)],
    },
  }
}

/** Where the first of its errors is: the code that is shown, and opened. */
function titleOf({group, title}: Cause, width: number): string {
  const first = group?.places[0]
  return first === undefined ? clean(title) : placeTitle(`${first.path}:${first.line}`, width)
}

/** The change that it is put down to, where a list beside has no room for the whole of it. */
function nameRows({group}: Cause, {isWide}: Layout): Row[] {
  return isWide && group?.change !== undefined ? [line(clean(group.change), 'heading')] : []
}
