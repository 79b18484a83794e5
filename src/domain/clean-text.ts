import {sixteenColours} from './sixteen-colours.ts'

/**
 * One line that came from outside, safe to print: of all control sequences only colours (SGR) are left, in the 16 of the
 * user's palette; the last carriage-return segment wins, tabs are spaces. Everything that could move the cursor, hide or
 * reorder text is dropped.
 */
export function clean(text: string, keepsColors = false): string {
  const line = lastSegment(text).slice(0, longestRead)
  if (plain.test(line)) return line.slice(0, longestShown)
  const safe = line
    .replace(sequence, found => (keepsColors ? palette(found) : ''))
    .replace(/\t/g, '    ')
    .replace(/[\n\u2028\u2029]/g, ' ')
    .replace(unwanted, '')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1')
  const short = safe.length > longestShown ? safe.slice(0, longestShown).replace(/\x1b[^m]*$/, '') : safe
  return short.includes('\x1b') ? `${short}\x1b[0m` : short
}

/** Every line of a text, each clean. */
export function cleanLines(text: string, keepsColors = false): string[] {
  return text.split(/\r?\n/).map(line => clean(line, keepsColors))
}

/** A colour in the 16 of the user's palette; nothing for every other sequence. */
function palette(found: string): string {
  const kept = color.test(found) ? sixteenColours(found.slice(2, -1)) : undefined
  return kept === undefined ? '' : `\x1b[${kept}m`
}

function lastSegment(text: string): string {
  if (!text.includes('\r')) return text
  return text.split('\r').findLast(part => part.replace(sequence, '').trim() !== '') ?? ''
}

const longestRead = 16 * 1024
const longestShown = 4 * 1024
const plain = /^[\x20-\x7e]*$/
const color = /^\x1b\[[0-9:;]{0,64}m$/
// Strings (OSC, DCS, SOS, PM, APC) up to their end or the line's; then CSI, whole or torn; then any other escape.
const sequence =
  /(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[\s\S]*?(?:\x07|\x1b\\|\x9c|$)|(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]?|\x1b[\x20-\x2f]*[\x30-\x7e]?/g
// Control characters but for the escape of a colour that was kept; bidirectional controls; all that takes no room.
const unwanted = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?!\x1b)\p{Cc}/gu
