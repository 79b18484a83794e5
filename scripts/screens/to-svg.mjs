// A terminal emulator's screen as SVG: one <text> for each stretch of one style, set to the width of its cells, so that no
// font can shift a column.
import {masked} from './mask.mjs'

const cell = {width: 8.4, height: 18}
const margin = 14
const face = {background: '#1c1f26', foreground: '#d5d8df'}
// The 16 colours by their number; a terminal's own palette decides in real life.
const palette = '#3b4048 #e06c75 #98c379 #e5c07b #61afef #c678dd #56b6c2 #abb2bf'.split(' ')
const brightPalette = '#7d8590 #f07f88 #aed692 #f2d08c #7cc3ff #d991ec #6fd0dc #ffffff'.split(' ')
const colours = [...palette, ...brightPalette]

/** The screen as a picture, with what differs from run to run masked. */
export function toSvg(screen) {
  const {cols, rows} = screen
  const width = Math.ceil(cols * cell.width + 2 * margin)
  const height = rows * cell.height + 2 * margin
  const lines = Array.from({length: rows}, (_, row) =>
    runsOf(screen, row)
      .map(run => runToSvg(run, row))
      .join(''),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<rect width="100%" height="100%" rx="8" fill="${face.background}"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">
${lines.filter(line => line !== '').join('\n')}
</g>
</svg>
`
}

/** Stretches of one style in a row; blanks at the ends of stretches without a background are left out. */
function runsOf({buffer, cols}, row) {
  const line = buffer.active.getLine(buffer.active.viewportY + row)
  const text = masked(line?.translateToString(false, 0, cols) ?? '')
  const runs = []
  for (let column = 0; column < cols; column++) {
    const style = styleOf(line?.getCell(column))
    const last = runs.at(-1)
    if (last !== undefined && JSON.stringify(last.style) === JSON.stringify(style)) last.text += text[column] ?? ' '
    else runs.push({column, style, text: text[column] ?? ' '})
  }
  return runs.filter(({text, style}) => style.background !== undefined || text.trim() !== '')
}

function styleOf(cell) {
  if (cell === undefined) return {}
  const foreground = cell.isFgPalette() ? colours[cell.getFgColor()] : undefined
  const background = cell.isBgPalette() ? colours[cell.getBgColor()] : undefined
  const isInverse = cell.isInverse() !== 0
  return {
    foreground: isInverse ? (background ?? face.background) : foreground,
    background: isInverse ? (foreground ?? face.foreground) : background,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
  }
}

function runToSvg({column, style, text}, row) {
  const {foreground = face.foreground, background, isBold, isDim} = style
  const x = round(margin + column * cell.width)
  const y = margin + row * cell.height
  const width = round(text.length * cell.width)
  const box = `<rect x="${x}" y="${y}" width="${width}" height="${cell.height}" fill="${background}"/>`
  const looks = `fill="${foreground}"${isBold ? ' font-weight="bold"' : ''}${isDim ? ' opacity="0.6"' : ''}`
  const words = `<text x="${x}" y="${y + 13}" textLength="${width}" ${looks}>${escaped(text)}</text>`
  return (background === undefined ? '' : box) + words
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function round(number) {
  return Math.round(number * 10) / 10
}
