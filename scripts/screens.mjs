// Draws docs/screens/*.svg: the real program in a pseudo-terminal, its screen read from a terminal emulator. Times, free
// space, process ids and temporary names are masked, so that a picture changes only when the program does.
//
// Usage: node scripts/screens.mjs      (the built bundle is shown, so build first; cargo is needed)
import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import * as pty from '@lydell/node-pty'
import headless from '@xterm/headless'
import {environment, layOut, program, root} from './lay-out.mjs'

const columns = 100
const rows = 30
const cell = {width: 8.4, height: 18}
const margin = 14
const face = {background: '#1c1f26', foreground: '#d5d8df'}
// The 16 colours by their number; a terminal's own palette decides in real life.
const palette = '#3b4048 #e06c75 #98c379 #e5c07b #61afef #c678dd #56b6c2 #abb2bf'.split(' ')
const brightPalette = '#7d8590 #f07f88 #aed692 #f2d08c #7cc3ff #d991ec #6fd0dc #ffffff'.split(' ')
const colours = [...palette, ...brightPalette]

await main()

async function main() {
  const {repository, remove} = layOut('photondrift-issue')
  const terminal = open(repository)
  const folder = path.join(root, 'docs', 'screens')
  const shoot = name => writeFileSync(path.join(folder, `${name}.svg`), toSvg(terminal.screen))
  mkdirSync(folder, {recursive: true})
  try {
    await terminal.answer('Go on and choose a target?')
    await terminal.until('Which wasmtime?')
    await terminal.mark('36.0.14')
    await terminal.answer('Which wasmtime?')
    await terminal.until('Start with this plan?')
    await terminal.mark('Raise Rust')
    await terminal.until('Enter start')
    shoot('plan')
    await terminal.answer('Start with this plan?')
    for (let title = await terminal.gate(); title !== 'The upgrade is done'; title = await terminal.gate()) {
      if (title.startsWith('Accept “Prove that every test')) shoot('run')
      await terminal.answer(title)
    }
    shoot('report')
  } finally {
    terminal.end()
    remove()
  }
}

function open(repository) {
  const args = [program, 'run', '--wasmtime', '36', '--offline', '--repo', repository]
  const child = pty.spawn(process.execPath, args, {cols: columns, rows, cwd: repository, env: environment()})
  const screen = new headless.Terminal({cols: columns, rows, allowProposedApi: true})
  child.onData(data => screen.write(data))
  const until = async (what, limitMs = 120_000) => {
    const began = performance.now()
    for (;;) {
      const found = typeof what === 'function' ? what() : textOf(screen).includes(what)
      if (found !== undefined && found !== false) return found
      if (performance.now() - began > limitMs) throw new Error(`Never on the screen: ${what}\n${textOf(screen)}`)
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
  const isOpen = title => titleOf(screen) === title && /^ Enter /m.test(textOf(screen))
  return {
    screen,
    until,
    /** The title of the next question that takes an answer. */
    gate: () => until(() => (/^ Enter |^ q /m.test(textOf(screen)) ? titleOf(screen) : undefined)),
    async answer(title) {
      await until(() => isOpen(title))
      child.write('\r')
      await until(() => titleOf(screen) !== title)
    },
    /** Moves the mark down to the row that names something. */
    async mark(name) {
      const isMarked = () => new RegExp(`▸ .*${name}`).test(textOf(screen))
      for (let tries = 0; tries < 20 && !isMarked(); tries++) {
        child.write('\x1b[B')
        await until(isMarked, 500).catch(() => undefined)
      }
      await until(isMarked, 1000)
    },
    end: () => child.kill('SIGKILL'),
  }
}

/** What stands in the line above the question's options. */
function titleOf(screen) {
  const titles = textOf(screen)
    .split('\n')
    .flatMap(line => /^ ── (.+?) ─+/.exec(line)?.[1] ?? [])
  return titles.at(-1)
}

function textOf(screen) {
  const {active} = screen.buffer
  return Array.from({length: rows}, (_, at) => active.getLine(active.viewportY + at)?.translateToString(true)).join(
    '\n',
  )
}

function toSvg(screen) {
  const width = Math.ceil(columns * cell.width + 2 * margin)
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
function runsOf({buffer}, row) {
  const line = buffer.active.getLine(buffer.active.viewportY + row)
  const text = masked(line?.translateToString(false, 0, columns) ?? '')
  const runs = []
  for (let column = 0; column < columns; column++) {
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

/** The same number of characters, without what differs from run to run. */
function masked(text) {
  const blank = found => found.replace(/\d/g, '·')
  const zeros = found => found.replace(/\d/g, '0')
  return text
    .replace(/\d+(?= GB free)/, blank)
    .replace(/\b\d+:\d\d(?!\S)/g, zeros)
    .replace(/\b\d+(\.\d+)?(?= ?(s|ms|min)\b)/g, zeros)
    .replace(/(?<=pid )\d+/g, zeros)
    .replace(/(?<=logs\/)[0-9a-f]{8}/g, '00000000')
    .replace(/(?<=upgrade-wizard-)\w{6}\b/g, '000000')
    .replace(/(?<=deps\/\w+-)[0-9a-f]{16}/g, '0000000000000000')
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function round(number) {
  return Math.round(number * 10) / 10
}
