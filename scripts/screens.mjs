// Draws docs/screens/*.svg: the real program driven by keys over the fixtures, its screens as pictures. With --check nothing
// is written: it tells which pictures the program no longer looks like, and ends with 1 when there are any.
//
// Usage: node scripts/screens.mjs [--check]      (the built bundle is shown, so build first; cargo is needed)
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {layOut, root} from './lay-out.mjs'
import {oneToolchain} from './one-toolchain.mjs'
import {openWizard} from './screens/drive.mjs'
import {toSvg} from './screens/to-svg.mjs'

const folder = path.join(root, 'docs', 'screens')
const isCheck = process.argv.includes('--check')
const pictures = new Map()
const rust = oneToolchain()

try {
  await overWholeUpgrade()
  await onLargeScreen()
  await throughBrokenCode()
} finally {
  rust.remove()
}

if (isCheck) check()
else write()

/** From the first screen to the report, on the screen that the README shows. */
async function overWholeUpgrade() {
  await withWizard('photondrift-issue', {args: ['--wasmtime', '36']}, async wizard => {
    await wizard.gate()
    await shoot('start', wizard)
    await wizard.answer('Go on and choose a target?')
    await wizard.gate()
    await wizard.mark('36.0.14')
    await shoot('target', wizard)
    await wizard.answer('Which wasmtime?')
    await wizard.gate()
    await wizard.mark('Raise Rust')
    await shoot('plan', wizard)
    await wizard.answer('Start with this plan?')
    for (let title = await wizard.gate(); title !== 'The upgrade is done'; title = await wizard.gate()) {
      if (title.startsWith('Accept “Lock the family')) await shootView('tree', wizard, '3')
      if (title.startsWith('Accept “Prove that every test')) {
        await shoot('run', wizard)
        await shootView('compare', wizard, '5')
        await shootView('history', wizard, '6')
        await wizard.show('?', 'keys of this screen')
        await shoot('help', wizard)
        await wizard.show('?', title)
        await shootUndo(wizard)
      }
      await wizard.answer(title)
    }
    await shoot('report', wizard)
  })
}

/** Another view of the session by its number, and back. */
async function shootView(name, wizard, key) {
  await wizard.show(key, `▸${key} `)
  await shoot(name, wizard)
  await wizard.show('1', () => !wizard.text().includes(`▸${key} `))
}

/** What taking wasmtime back alone would mean, and back. */
async function shootUndo(wizard) {
  await wizard.show('u', 'What is to be undone')
  await wizard.gate()
  await wizard.mark('Only wasmtime')
  await shoot('undo', wizard)
  await wizard.answer('What is to be undone?', 'b')
  await wizard.gate()
}

/** The first build with the new wasmtime, held in the middle of its work, on a screen with room for everything. */
async function onLargeScreen() {
  const compiler = holdingCompiler('/wasmtime-36.')
  const large = {columns: 160, rows: 42, variables: {RUSTC_WRAPPER: compiler.program}}
  try {
    await withWizard('photondrift-issue', {args: ['--wasmtime', '36'], ...large}, async wizard => {
      for (let title = await wizard.gate(); !title.startsWith('Apply “Mend'); title = await wizard.gate())
        await wizard.answer(title)
      await wizard.answer('Apply “Mend')
      await wizard.until(' of \\d+  wasmtime ')
      await shoot('wide', wizard)
      await wizard.quit()
    })
  } finally {
    compiler.remove()
  }
}

/** Code that no longer compiles: what nobody rewrote is found by the compiler. */
async function throughBrokenCode() {
  await withWizard('memory-mcp-lts', {args: ['--wasmtime', '36', '--skip', 'rewrite-code']}, async wizard => {
    for (let title = await wizard.gate(); !title.startsWith('Failed'); title = await wizard.gate())
      await wizard.answer(title)
    await shoot('diagnostics', wizard)
  })
}

/** A compiler that never gets past one crate, named by a part of its path, so that a build stands still in the middle. */
function holdingCompiler(crate) {
  const own = mkdtempSync(path.join(tmpdir(), 'upgrade-wizard-'))
  const held = path.join(own, 'rustc')
  const script = `#!/bin/sh\ncase " $* " in *"${crate}"*) while [ -e "$0" ]; do sleep 0.1; done ;; esac\nexec "$@"\n`
  writeFileSync(held, script, {mode: 0o755})
  return {program: held, remove: () => rmSync(own, {recursive: true, force: true})}
}

async function withWizard(fixture, options, use) {
  const {repository, remove} = layOut(fixture)
  const wizard = openWizard(repository, {...options, variables: {...rust.variables, ...options.variables}})
  try {
    await use(wizard)
  } finally {
    wizard.end()
    remove()
  }
}

async function shoot(name, {screen, until, text}) {
  // Which key answered last is told for a moment.
  await until(() => !/ → .*\? help/.test(text()))
  pictures.set(name, toSvg(screen))
}

function write() {
  rmSync(folder, {recursive: true, force: true})
  mkdirSync(folder, {recursive: true})
  for (const [name, picture] of pictures) writeFileSync(path.join(folder, `${name}.svg`), picture)
}

function check() {
  const stale = [...pictures].filter(([name, picture]) => {
    const file = path.join(folder, `${name}.svg`)
    return !existsSync(file) || readFileSync(file, 'utf8') !== picture
  })
  for (const [name] of stale) console.error(`docs/screens/${name}.svg is not what the program looks like`)
  if (stale.length === 0) return
  console.error('To draw them again: npm run screens')
  process.exitCode = 1
}
