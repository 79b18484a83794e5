import {clean} from '../../domain/clean-text.ts'
import type {DiskView} from '../../domain/disk-view.ts'
import type {Area} from '../area.ts'
import {cleanableRows, forecast, limitsText, mountRow, placeRow, sentence} from '../rows/disk-rows.ts'
import {blank, cutRow, ends, line, type Row, rule, span} from '../rows/row.ts'
import {cutStart} from '../rows/width.ts'
import {diskSize, relativeTo} from '../rows/words.ts'
import type {Tab} from './tab.ts'

/** The disks that the upgrade fills, what is to be expected, and what could be cleaned. */
export const diskTab: Tab = {
  id: 'disk',
  number: 4,
  label: 'Disk',
  isThere: ({disk}) => disk !== undefined && disk.mounts.length > 0,
  detail: ({disk, survey}, area) => ({
    title: 'Room on the disks',
    head: [],
    body: disk === undefined ? [] : diskRows(disk, survey?.root, area),
  }),
}

/** In a low place without paths and blank rows, so that what can be cleaned is seen without scrolling. */
function diskRows(disk: DiskView, root: string | undefined, {width, height}: Area): Row[] {
  const isLow = height < 18
  const [first] = disk.mounts
  if (first === undefined) return []
  const {text, style} = forecast(disk)
  const gap = isLow ? [] : [blank]
  return [
    ...disk.mounts.flatMap(mount => [mountRow(mount, width), ...(isLow ? [] : [placeRow(mount, root, width)])]),
    ...gap,
    ...(text === '' ? [] : [cutRow(sentence(text, style), width)]),
    cutRow(sentence(limitsText(first), 'dim'), width),
    ...gap,
    ...folderRows(disk, root, width, isLow),
    ...cleanableRows(disk, width),
  ]
}

function folderRows({build}: DiskView, root: string | undefined, width: number, isLow: boolean): Row[] {
  if (build === undefined) return isLow ? [] : [rule('Build folder', width)]
  const size = `${build.isEstimated ? 'about ' : ''}${diskSize(build.sizeBytes)}`
  const place = clean(relativeTo(root, build.path))
  if (!isLow) return [rule('Build folder', width, size), line(cutStart(place, width), 'dim')]
  const short = cutStart(place, Math.max(8, width - size.length - 16))
  return [ends([span('Build folder  '), span(short, 'dim')], [span(size)], width)]
}
