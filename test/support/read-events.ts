import type {JournalEvent} from '../../src/journal/event.ts'
import {readLines} from '../../src/journal/lines.ts'
import {codec} from '../../src/system/codec.ts'

/** Every event of a state file, contents with what is saved in them; undefined when the file is refused. */
export function readEvents(bytes: Uint8Array): readonly JournalEvent[] | undefined {
  const read = readLines(bytes, codec)
  if (read.kind === 'refused') return undefined
  return read.events.map(({event}) => {
    const span = event.type === 'content-saved' ? read.contents.get(event.sha256) : undefined
    return span === undefined ? event : {...event, gzip: new TextDecoder().decode(bytes.subarray(span.start, span.end))}
  })
}
