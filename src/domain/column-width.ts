import {eastAsianWidth} from 'get-east-asian-width'

/**
 * Columns a text takes on a terminal; colours (SGR) take none. Counts as the package string-width does and takes its place
 * in the bundle: that one makes a segmenter and a table of emoji as it is loaded, which is a tenth of the start, and asks
 * both about every rule and bullet that Ink draws. Here only text outside of the plain ranges needs them.
 */
export function columnWidth(text: string): number {
  if (narrow.test(text)) return text.length
  const bare = text.includes('\x1b') ? text.replace(color, '') : text
  if (narrow.test(bare)) return bare.length
  let width = 0
  for (const grapheme of graphemes(bare)) width += graphemeWidth(grapheme)
  return width
}

/** Whether every character takes exactly one column, whatever stands beside it. */
export function isNarrow(text: string): boolean {
  return narrow.test(text)
}

/** What is seen as one character each, in order. */
export function graphemes(text: string): readonly string[] {
  return narrow.test(text) ? text.split('') : Array.from(segmenter().segment(text), ({segment}) => segment)
}

function graphemeWidth(grapheme: string): number {
  const known = widths.get(grapheme)
  if (known !== undefined) return known
  const width = measure(grapheme)
  if (widths.size >= mostKept) widths.clear()
  widths.set(grapheme, width)
  return width
}

/** Emoji take two columns; else the first character counts, and of those behind it the ones that have room of their own. */
function measure(grapheme: string): number {
  const shown = [...grapheme.replace(syllable, '가')].filter(character => visible.test(character))
  if (shown.length === 0) return 0
  if (isEmoji(grapheme)) return 2
  return shown
    .filter((character, at) => at === 0 || jamo.test(grapheme) || spacing.test(character))
    .reduce((sum, character) => sum + eastAsianWidth(character.codePointAt(0) ?? 0), 0)
}

function isEmoji(grapheme: string): boolean {
  if (grapheme.length > longestEmoji) return false
  // Joined pictures, and a digit with the mark of a key, are drawn as one even where Unicode recommends none.
  const joined = grapheme.includes('\u200d') ? (grapheme.match(pictographs) ?? []).length : 0
  return joined >= 2 || keycap.test(grapheme) || emoji().test(grapheme)
}

/** Made when it is first needed: 12 ms. */
function segmenter(): Intl.Segmenter {
  madeSegmenter ??= new Intl.Segmenter()
  return madeSegmenter
}

/** The same: 20 ms. */
function emoji(): RegExp {
  // biome-ignore lint/complexity/useRegexLiterals: as a literal it needs a newer target
  madeEmoji ??= new RegExp('^\\p{RGI_Emoji}$', 'v')
  return madeEmoji
}

let madeSegmenter: Intl.Segmenter | undefined
let madeEmoji: RegExp | undefined
const widths = new Map<string, number>()
const mostKept = 4096
const longestEmoji = 50
// Each of these is a grapheme of its own and takes one column: Latin, punctuation, arrows, signs, boxes, blocks, ticks.
const narrow = /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2190-\u22ff\u2500-\u25fc\u2713-\u2718]*$/
const color = /\x1b\[[0-9:;]*m/g
const visible =
  /[^\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]/u
const spacing = /[\p{Spacing_Mark}\uff00-\uffef]/u
// Letters of Hangul count each, but for a leading one, a vowel and maybe a trailing one, which are drawn as a syllable.
const jamo = /^[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]/
const syllable = /[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6][\u11a8-\u11ff\ud7cb-\ud7fb]?/g
const keycap = /^[\d#*]\u20e3$/
const pictographs = /\p{Extended_Pictographic}/gu
