/**
 * The parameters of one colour sequence (SGR), as near as the 16 colours of the user's own palette come: what is chosen from
 * 256 or from all colours may be unreadable on the background the user has. Bold, dim, italic, underlined, inverse and
 * struck stay; what blinks, hides or is unknown goes. Undefined when nothing is left.
 */
export function sixteenColours(parameters: string): string | undefined {
  const codes = parameters.split(/[;:]/).map(Number)
  const kept: number[] = []
  while (codes.length > 0) {
    const code = codes.shift() ?? 0
    if (code === 38 || code === 48) kept.push(...nearest(codes).map(colour => colour + code - 38))
    // The colour of an underline has no code of its own among the 16.
    else if (code === 58) nearest(codes)
    else if (isPlain(code)) kept.push(code)
  }
  return kept.length === 0 ? undefined : kept.join(';')
}

function isPlain(code: number): boolean {
  if (code <= 29) return plainStyles.has(code)
  return code <= 49 || (code >= 90 && code <= 97) || (code >= 100 && code <= 107)
}

/** Takes the rest of an extended colour from the codes; gives the foreground's code, none when it is torn. */
function nearest(codes: number[]): readonly number[] {
  const kind = codes.shift()
  if (kind === 5) {
    const index = codes.shift()
    return index === undefined || index > 255 ? [] : [index < 16 ? codeOf(index) : brightest(channelsOf(index))]
  }
  const [red, green, blue] = kind === 2 ? codes.splice(0, 3) : []
  return red === undefined || green === undefined || blue === undefined ? [] : [brightest([red, green, blue])]
}

/** Red, green and blue of the colour cube and of the greys, 0 to 255. */
function channelsOf(index: number): readonly [number, number, number] {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10
    return [grey, grey, grey]
  }
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40)
  const at = index - 16
  return [level(Math.floor(at / 36)), level(Math.floor(at / 6) % 6), level(at % 6)]
}

/** The hue from the channels that are more than half as strong as the strongest; bright when that one is. */
function brightest([red, green, blue]: readonly [number, number, number]): number {
  const most = Math.max(red, green, blue)
  if (most < 48) return codeOf(0)
  const hue = [red, green, blue].reduce((sum, one, bit) => sum + (one * 2 > most ? 2 ** bit : 0), 0)
  if (hue === 7 && most < 160) return codeOf(8)
  return codeOf(hue + (most >= 224 ? 8 : 0))
}

function codeOf(index: number): number {
  return index < 8 ? 30 + index : 82 + index
}

const plainStyles = new Set([0, 1, 2, 3, 4, 7, 9, 21, 22, 23, 24, 27, 29])
