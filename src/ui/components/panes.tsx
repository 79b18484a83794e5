import {Box} from 'ink'
import type {ReactNode} from 'react'
import type {WizardView} from '../../store/view.ts'
import type {Area} from '../area.ts'
import type {Layout} from '../layout.ts'
import {outputRows} from '../output/output-rows.ts'
import {sideRows} from '../panes/side-panes.ts'
import {scrollHeight} from '../parts.ts'
import {blank, ends, line, type Row, rowRule, rowWidth, rule, span, windowOf} from '../rows/row.ts'
import type {ScreenParts} from '../screen-parts.ts'
import {Rows} from './rows.tsx'

type PanesProps = {
  readonly view: WizardView
  readonly parts: ScreenParts
  readonly layout: Layout
  /** Takes the place of the list's rows where a component draws them. */
  readonly list?: ReactNode
}

/** List and detail: side by side where there is room, else one above the other with a rule between. */
export function Panes({view, parts, layout, list}: PanesProps) {
  const {detail, isWide, side} = layout
  const rows = detailRows(view, parts, layout)
  if (parts.list === undefined)
    return <Rows rows={[...tabsAbove(parts), ...rows]} width={detail.width} height={detail.height} />
  const upper = list ?? <Rows rows={parts.list} {...layout.list} />
  if (!isWide) {
    return (
      <Box flexDirection="column">
        {upper}
        <Rows rows={[ruleAbove(view, parts, detail.width), ...rows]} width={detail.width} height={detail.height + 1} />
      </Box>
    )
  }
  return (
    <Box>
      <Box flexDirection="column">
        {upper}
        {side?.at === 'below-list' && <Side view={view} area={side} />}
      </Box>
      <Divider height={detail.height} />
      <Rows rows={[...titleRows(parts, detail.width), ...rows]} width={detail.width} height={detail.height} />
      {side?.at === 'right' && <Divider height={detail.height} />}
      {side?.at === 'right' && <Side view={view} area={side} />}
    </Box>
  )
}

function Side({view, area}: {readonly view: WizardView; readonly area: Area}) {
  return <Rows rows={sideRows(view, area)} width={area.width} height={area.height} />
}

function Divider({height}: {readonly height: number}) {
  return <Rows rows={Array.from({length: height}, (): Row => [span(' │ ', 'dim')])} width={3} />
}

function tabsAbove({detail}: ScreenParts): readonly Row[] {
  return detail.tabs === undefined ? [] : [detail.tabs]
}

/** Between list and detail: whose detail it is, or which view of the session is open. */
function ruleAbove({local}: WizardView, {detail}: ScreenParts, width: number): Row {
  const {title, remark, tabs} = detail
  return tabs === undefined || local.tab === 'step' ? rule(title, width, remark) : rowRule(tabs, width)
}

function titleRows({detail: {title, remark = '', tabs}}: ScreenParts, width: number): readonly Row[] {
  const right = [span(remark, 'dim')]
  if (tabs === undefined) return [ends([span(title, 'strong')], right, width), blank]
  // Where both don't fit the title's row has more room than the views'.
  return rowWidth(tabs) + rowWidth(right) + 2 <= width
    ? [ends(tabs, right, width), line(title, 'strong')]
    : [tabs, ends([span(title, 'strong')], right, width)]
}

/** The head, then the window of what scrolls; its last row tells when there is more. */
function detailRows({local, tail}: WizardView, parts: ScreenParts, layout: Layout): readonly Row[] {
  const {head, body} = parts.detail
  const height = scrollHeight(parts, layout)
  if (body === 'output') return [...head, ...outputRows(tail, {width: layout.detail.width, height}, local.reading)]
  const visible = windowOf(body, local.scroll, height)
  const below = body.length - Math.min(local.scroll, Math.max(0, body.length - height)) - height
  if (below <= 0) return [...head, ...visible]
  return [...head, ...visible.slice(0, -1), line(`↓ ${below + 1} more, PgDn`, 'dim')]
}
