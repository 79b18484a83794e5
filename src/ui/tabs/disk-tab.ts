import type {DiskView} from '../../domain/disk-view.ts'
import type {Area} from '../area.ts'
import {clean} from '../clean-text.ts'
import {cleanableRows, forecast, limitsText, mountRow, placeRow, sentence} from '../disk-rows.ts'
import {blank, cutRow, ends, line, type Row, rule, span} from '../row.ts'
import {cutStart} from '../width.ts'
import {diskSize} from '../words.ts'
import type {Tab} from './tab.ts'

/** The disks that the upgrade fills, what is to be expected, and what could be cleaned. */
export const diskTab: Tab = {
  id: 'disk',
  number: 4,
  label: 'Disk',
  isThere: ({disk}) => disk !== undefined && disk.mounts.length > 0,
  detail: ({disk}, area) => ({
    title: 'Room on the disks',
    head: [],
    body: disk === undefined ? [] : diskRows(disk, area),
  }),
}

/** In a low place without paths and blank rows, so that what can be cleaned is seen without scrolling. */
function diskRows(disk: DiskView, {width, height}: Area): Row[] {
  const isLow = height < 18
  const [first] = disk.mounts
  if (first === undefined) return []
  const {text, style} = forecast(disk)
  const gap = isLow ? [] : [blank]
  return [
    ...disk.mounts.flatMap(mount => [mountRow(mount, width), ...(isLow ? [] : [placeRow(mount, width)])]),
    ...gap,
    ...(text === '' ? [] : [cutRow(sentence(text, style), width)]),
    cutRow(sentence(limitsText(first), 'dim'), width),
    ...gap,
    ...folderRows(disk, width, isLow),
    ...cleanableRows(disk, width),
  ]
}

function folderRows({build}: DiskView, width: number, isLow: boolean): Row[] {
  const size =
    build === undefined ? 'not counted yet' : `${build.isEstimated ? 'about ' : ''}${diskSize(build.sizeBytes)}`
  const place = line(cutStart(clean(build?.path ?? ''), width - (isLow ? size.length + 2 : 0)), 'dim')
  return isLow ? [ends(place, [span(size)], width)] : [rule('Build folder', width, size), place]
}
