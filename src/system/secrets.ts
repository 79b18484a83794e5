import {open} from 'node:fs/promises'
import process from 'node:process'
import {secretValues} from '../domain/secret-values.ts'

/** Hides what an environment keeps secret. */
export type Mask = {
  /** The text with `***` in place of each. */
  text(text: string): string
  /** Overwrites each with as many `*` as it has bytes, so that nothing else moves; where that was, from `start` on. */
  bytes(bytes: Buffer): readonly {readonly start: number; readonly end: number}[]
  /** As many bytes before and after a piece may belong to a value in it. */
  readonly reach: number
}

/** The mask of these variables; made once, it takes one pass through what it masks for each value. */
export function createMask(variables: Readonly<Record<string, string | undefined>>): Mask {
  const values = secretValues(variables)
  const needles = values.map(value => Buffer.from(value))
  return {
    text: text => values.reduce((masked, value) => masked.replaceAll(value, '***'), text).replace(login, '$1***@'),
    bytes(bytes) {
      const found = [...needles.flatMap(needle => placesOf(bytes, needle)), ...logins(bytes)]
      for (const {start, end} of found) bytes.fill(star, start, end)
      return found
    },
    reach: Math.max(longestLogin, ...needles.map(({length}) => length)),
  }
}

/** The mask of the wizard's own environment, which its commands inherit. */
export function ownMask(): Mask {
  own ??= createMask(process.env)
  return own
}

/** Takes what is secret out of a log that nobody writes any more, in place. A file that isn't there has none. */
export async function scrubLog(file: string, mask: Mask = ownMask(), pieceBytes = 4 * 1024 * 1024): Promise<void> {
  const handle = await open(file, 'r+').catch(() => undefined)
  if (handle === undefined) return
  try {
    const piece = Buffer.allocUnsafe(pieceBytes + 2 * mask.reach)
    for (let position = 0; ; ) {
      const {bytesRead} = await handle.read(piece, 0, piece.length, position)
      const isLast = bytesRead < piece.length
      // What begins near the end may be the beginning of more: the next piece begins before it.
      const until = isLast ? bytesRead : bytesRead - mask.reach
      for (const {start, end} of mask.bytes(piece.subarray(0, bytesRead)))
        if (start < until) await handle.write(piece, start, end - start, position + start)
      if (isLast) return
      position += until
    }
  } finally {
    await handle.close()
  }
}

function placesOf(bytes: Buffer, needle: Buffer): {start: number; end: number}[] {
  const places: {start: number; end: number}[] = []
  for (let start = bytes.indexOf(needle); start !== -1; start = bytes.indexOf(needle, start + needle.length))
    places.push({start, end: start + needle.length})
  return places
}

/** Between the `://` of an address and its `@`, wherever the address came from. */
function logins(bytes: Buffer): {start: number; end: number}[] {
  const places: {start: number; end: number}[] = []
  for (let at = bytes.indexOf('://'); at !== -1; at = bytes.indexOf('://', at + 3)) {
    const rest = bytes.toString('latin1', at + 3, at + 3 + longestLogin)
    const [said = ''] = /^[^\s/@:"'<>]{1,200}:[^\s/@"'<>]{1,200}(?=@)/.exec(rest) ?? []
    if (said !== '') places.push({start: at + 3, end: at + 3 + said.length})
  }
  return places
}

let own: Mask | undefined
const star = '*'
const longestLogin = 402
const login = /(:\/\/)[^\s/@:"'<>]{1,200}:[^\s/@"'<>]{1,200}@/g
