// Who adapts code to each breaking change: the table of all of them. Then how long it takes, and how much memory, to
// rewrite a repository of 2,000 Rust files of which 100 are affected.
//
// Usage: node scripts/bench-rules.mjs [--table]      (--table leaves the timing out; the built bundle is timed, so build first)
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {build} from 'esbuild'
import {root} from './lay-out.mjs'
import {rewriteLarge} from './rewrite-large.mjs'

const {loadBreakingChanges, coverRules} = await fromSource(`
  export {loadBreakingChanges} from './src/catalog/breaking-changes.ts'
  export {coverRules} from './src/rules/coverage.ts'
`)
const covered = coverRules(await loadBreakingChanges())
for (const {change, by} of covered) console.log(row(change, by))
console.log(
  `\n${covered.length} changes: ${['rule', 'manifest-rule', 'rust-step', 'guidance', 'unseen'].map(told).join(', ')}`,
)
const missing = covered.filter(({by}) => by === 'missing')
console.log(
  missing.length === 0
    ? 'Every automatic change has its rule.'
    : `Without a rule: ${missing.map(({change}) => change.id).join(', ')}`,
)
process.exitCode = missing.length === 0 ? 0 : 1
if (!process.argv.includes('--table')) process.exitCode ||= await rewriteLarge()

function row({id, major, likelihood, isAutomatic, effect}, by) {
  const who = isAutomatic ? 'automatic' : 'by hand'
  return [String(major), id.padEnd(46), who.padEnd(9), effect.padEnd(7), String(likelihood), by].join('  ')
}

function told(by) {
  return `${covered.filter(one => one.by === by).length} ${by}`
}

/** What a piece of TypeScript exports, bundled for this run only. */
async function fromSource(contents) {
  const folder = mkdtempSync(path.join(tmpdir(), 'upgrade-wizard-bench-'))
  const outfile = path.join(folder, 'bundle.mjs')
  try {
    await build({
      stdin: {contents, resolveDir: root, loader: 'ts'},
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
    })
    return await import(pathToFileURL(outfile).href)
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}
