import {Box} from 'ink'
import type {ReactNode} from 'react'
import type {WizardView} from '../../store/view.ts'
import type {Layout} from '../layout.ts'
import {outputRows} from '../pane-rows.ts'
import {scrollHeight} from '../parts.ts'
import {blank, ends, line, type Row, rule, span, windowOf} from '../row.ts'
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
  const {detail, isWide} = layout
  const rows = detailRows(view, parts, layout)
  const {title, remark} = parts.detail
  if (parts.list === undefined) return <Rows rows={rows} width={detail.width} height={detail.height} />
  const upper = list ?? <StepList parts={parts} layout={layout} />
  if (!isWide) {
    return (
      <Box flexDirection="column">
        {upper}
        <Rows rows={[rule(title, detail.width, remark), ...rows]} width={detail.width} height={detail.height + 1} />
      </Box>
    )
  }
  const divider = Array.from({length: detail.height}, (): Row => [span(' │ ', 'dim')])
  return (
    <Box>
      {upper}
      <Rows rows={divider} width={3} />
      <Rows
        rows={[titleRow(title, remark, detail.width), blank, ...rows]}
        width={detail.width}
        height={detail.height}
      />
    </Box>
  )
}

function StepList({parts, layout}: Pick<PanesProps, 'parts' | 'layout'>) {
  const {width, height} = layout.list
  return <Rows rows={parts.list ?? []} width={width} height={height} />
}

function titleRow(title: string, remark: string | undefined, width: number): Row {
  return remark === undefined ? line(title, 'strong') : ends([span(title, 'strong')], [span(remark, 'dim')], width)
}

/** The head, then the window of what scrolls; its last row tells when there is more. */
function detailRows({local, tail}: WizardView, parts: ScreenParts, layout: Layout): readonly Row[] {
  const {head, body} = parts.detail
  const height = scrollHeight(parts, layout)
  if (body === 'output') return [...head, ...outputRows(tail, local.logEnd, height, layout.detail.width)]
  const visible = windowOf(body, local.scroll, height)
  const below = body.length - Math.min(local.scroll, Math.max(0, body.length - height)) - height
  if (below <= 0) return [...head, ...visible]
  return [...head, ...visible.slice(0, -1), line(`↓ ${below + 1} more, PgDn`, 'dim')]
}
