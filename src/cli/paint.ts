import type {Paint} from '../domain/paint.ts'

/** Colours of the user's own palette, or none. */
export function createPaint(isColoured: boolean): Paint {
  const sgr = (on: number, off: number) => (text: string) => (isColoured ? `\x1b[${on}m${text}\x1b[${off}m` : text)
  return {
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    green: sgr(32, 39),
    yellow: sgr(33, 39),
    red: sgr(31, 39),
    cyan: sgr(36, 39),
  }
}

export type ColorChoice = 'auto' | 'always' | 'never'

/** An explicit choice wins, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal that can. */
export function shouldColour(
  choice: ColorChoice,
  isTerminal: boolean,
  variables: Readonly<Record<string, string | undefined>>,
): boolean {
  if (choice !== 'auto') return choice === 'always'
  if (isSet(variables.NO_COLOR)) return false
  if (isSet(variables.FORCE_COLOR)) return variables.FORCE_COLOR !== '0' && variables.FORCE_COLOR !== 'false'
  return isTerminal && variables.TERM !== 'dumb'
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}
