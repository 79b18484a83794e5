// Which toolchains a machine has decides what an upgrade runs on, and is told: tests and pictures are made with one.
import {spawnSync} from 'node:child_process'
import {copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync} from 'node:fs'
import {homedir, tmpdir} from 'node:os'
import path from 'node:path'

/** Variables for a rustup that has the active toolchain alone (none where there is no rustup), and how to remove it. */
export function oneToolchain() {
  const home = process.env.RUSTUP_HOME ?? path.join(homedir(), '.rustup')
  const asked = spawnSync('rustup', ['show', 'active-toolchain'], {encoding: 'utf8', cwd: tmpdir()})
  const [name = ''] = (asked.stdout ?? '').split(/\s/)
  const toolchain = path.join(home, 'toolchains', name)
  if (name === '' || !existsSync(toolchain)) return {variables: {}, remove: () => undefined}
  const own = mkdtempSync(path.join(tmpdir(), 'upgrade-wizard-'))
  mkdirSync(path.join(own, 'toolchains'))
  symlinkSync(toolchain, path.join(own, 'toolchains', name))
  copyFileSync(path.join(home, 'settings.toml'), path.join(own, 'settings.toml'))
  return {variables: {RUSTUP_HOME: own}, remove: () => rmSync(own, {recursive: true, force: true})}
}
