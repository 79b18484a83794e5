import type {DiskMount, DiskView} from '../../domain/disk-view.ts'
import {forecast, freeSpans, levelLook, sentence, trendSpans} from '../rows/disk-rows.ts'
import {blank, cutRow, type Row, span} from '../rows/row.ts'
import {pad, padLeft} from '../rows/width.ts'
import {diskSize} from '../rows/words.ts'
import type {SidePane} from './side-pane.ts'

/** The disk that is built on, beside the session: what is left, where it goes, what is to be expected. Always five rows. */
export const diskPane: SidePane = {
  title: () => 'Disk',
  remark: ({disk}) => (disk === undefined ? '' : levelLook[worstOf(disk)].word),
  isThere: ({disk}) => disk !== undefined && disk.mounts.length > 0,
  rows: ({disk}, {width}) => {
    const [first, ...others] = disk?.mounts ?? []
    if (disk === undefined || first === undefined) return []
    const {text, style} = forecast(disk)
    const tightest = others.toSorted((a, b) => a.freeBytes - b.freeBytes)[0]
    return [
      named(first),
      [span(pad('', nameWidth)), ...trendSpans(first)],
      disk.build === undefined
        ? blank
        : [span(pad('build folder', nameWidth)), span(padLeft(diskSize(disk.build.sizeBytes), 7))],
      tightest === undefined ? blank : named(tightest),
      sentence(text, style),
    ].map(row => cutRow(row, width))
  },
}

function named(mount: DiskMount): Row {
  const [name = ''] = mount.names
  return [span(pad(name, nameWidth)), ...freeSpans(mount)]
}

function worstOf({mounts}: DiskView): DiskMount['level'] {
  const levels = mounts.map(({level}) => level)
  if (levels.includes('stop')) return 'stop'
  return levels.includes('warning') ? 'warning' : 'ok'
}

const nameWidth = 14
