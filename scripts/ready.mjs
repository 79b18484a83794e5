// Makes a fresh clone ready in one go: installs what is missing, builds what is stale, and is quick when nothing is.
// Usage: node scripts/ready.mjs [build]
import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const stamp = path.join(root, 'node_modules', '.installed-lockfile')
const inputs = ['src', 'bin', 'scripts', 'fixtures', 'package.json', 'package-lock.json']

install()
if (process.argv.includes('build')) build()

function install() {
  const lockfile = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return
  console.error('Installing what upgrade-wizard is built with …')
  // Not `npm ci`: it refuses a lockfile that lacks the optional binaries of platforms a mirror doesn't carry.
  run('npm', ['install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error'])
  writeFileSync(stamp, lockfile)
}

function build() {
  const bundle = path.join(root, 'dist', 'main.js')
  const built = existsSync(bundle) ? statSync(bundle).mtimeMs : 0
  if (newest(inputs.map(name => path.join(root, name))) < built) return
  run(process.execPath, [path.join(root, 'scripts', 'build.mjs')])
}

function newest(paths) {
  return Math.max(
    0,
    ...paths.map(file => {
      const stat = statSync(file)
      if (!stat.isDirectory()) return stat.mtimeMs
      return Math.max(stat.mtimeMs, newest(readdirSync(file).map(name => path.join(file, name))))
    }),
  )
}

function run(program, args) {
  const {status, error} = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  console.error(
    error === undefined
      ? `${program} ${args.join(' ')} ended with ${status}`
      : `${program} can't be run: ${error.message}`,
  )
  process.exit(status ?? 1)
}
