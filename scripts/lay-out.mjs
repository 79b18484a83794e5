// Lays a fixture out as a git repository in a temporary folder, with cargo pointed at the offline registry beside it.
import {spawnSync} from 'node:child_process'
import {cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
export const program = path.join(root, 'bin', 'upgrade-wizard.js')

/** The repository's path, and how to remove it with all that is beside it. */
export function layOut(name) {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'upgrade-wizard-')))
  const repository = path.join(folder, name)
  cpSync(path.join(root, 'fixtures', 'repos', name, 'in'), repository, {recursive: true, verbatimSymlinks: true})
  mkdirSync(path.join(folder, '.cargo'))
  writeFileSync(path.join(folder, '.cargo', 'config.toml'), offlineRegistry)
  git(repository, 'init', '--quiet', '--initial-branch=main')
  git(repository, 'add', '--all')
  git(repository, ...identity, 'commit', '--quiet', '--message', 'before')
  return {repository, remove: () => rmSync(folder, {recursive: true, force: true})}
}

/** As in a person's terminal: nothing that test runners and CI services add. */
export function environment() {
  const {CI: _, NO_COLOR: __, FORCE_COLOR: ___, NODE_OPTIONS: ____, TMUX: _____, ...own} = process.env
  return {...own, TERM: 'xterm-256color'}
}

export function git(cwd, ...args) {
  const {status, stderr} = spawnSync('git', args, {cwd, encoding: 'utf8'})
  if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}: ${stderr}`)
}

export const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@localhost', '-c', 'commit.gpgsign=false']
const offlineRegistry = `[source.crates-io]
replace-with = "fixtures"

[source.fixtures]
directory = ${JSON.stringify(path.join(root, 'fixtures', 'registry'))}

[net]
offline = true
`
