// Builds fixtures/registry, a cargo directory source of stand-in crates, from fixtures/registry-templates.
// `node scripts/build-registry.mjs` writes it; `--check` only compares and exits 1 where something differs.
//
// A template line may end in `//@ 33..35` (`#@` in TOML): it is kept from 33 to 35, both included. Either bound may be
// missing, a bound may name a patch, and commas separate ranges (`..36.0.5,37..41`). `//@begin 33..` … `//@end` does
// the same for a block and nests. `{{static}}` (`{{and_static}}` after another bound) is `'static` from 34 on, where the
// store's data has to be, and empty before; `{{static_39}}` and `{{send_42}}` likewise are demands since those majors.
import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {dirname, join, relative} from 'node:path'
import {fileURLToPath} from 'node:url'

const mostBytes = 1.5 * 1024 * 1024
const lineRange = /\s*(?:\/\/|#)@ (\S+)\s*$/
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const templates = join(root, 'fixtures/registry-templates')
const registry = join(root, 'fixtures/registry')

const {family, others, shared} = readJson('crates.json')
const {releases, features} = readJson('family.json')

const problems = process.argv.includes('--check') ? checkRegistry() : writeRegistry()
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0

function writeRegistry() {
  const files = registryFiles()
  for (const path of filesBelow(registry).filter(path => !files.has(path))) rmSync(join(registry, path))
  for (const [path, text] of files) {
    // Tests may be reading: what is right already stays untouched.
    if (isWritten(path, text)) continue
    mkdirSync(dirname(join(registry, path)), {recursive: true})
    writeFileSync(join(registry, path), text)
  }
  console.log(
    `fixtures/registry: ${crateReleases().length} crate versions, ${files.size} files, ${sizeOf(files)} bytes`,
  )
  return []
}

// Reads the checksums on disk by themselves too, so that a wrong generator can't agree with its own wrong output.
function checkRegistry() {
  const wanted = registryFiles()
  const present = new Set(filesBelow(registry))
  const missing = [...wanted.keys()]
    .filter(path => !present.has(path))
    .map(path => `missing: fixtures/registry/${path}`)
  const surplus = [...present]
    .filter(path => !wanted.has(path))
    .map(path => `not from a template: fixtures/registry/${path}`)
  const changed = [...wanted]
    .filter(([path, text]) => present.has(path) && !isWritten(path, text))
    .map(([path]) => `differs from its template: fixtures/registry/${path}`)
  return [...missing, ...surplus, ...changed, ...checksumProblems(), ...incompleteNames(), ...tooLarge(wanted)]
}

// Everyone who clones the repository or unpacks the demo carries it.
function tooLarge(files) {
  const size = sizeOf(files)
  return size <= mostBytes ? [] : [`too large: fixtures/registry has ${size} bytes, more than ${mostBytes}`]
}

function checksumProblems() {
  return crateReleases().flatMap(({folder}) => {
    const path = join(registry, folder, '.cargo-checksum.json')
    if (!existsSync(path)) return [`no checksums: fixtures/registry/${folder}`]
    return Object.entries(JSON.parse(readFileSync(path, 'utf8')).files)
      .filter(
        ([name, sum]) =>
          !existsSync(join(registry, folder, name)) || sha256(readFileSync(join(registry, folder, name))) !== sum,
      )
      .map(([name]) => `checksum does not fit: fixtures/registry/${folder}/${name}`)
  })
}

function incompleteNames() {
  return crateReleases().flatMap(({name, version, folder}) => {
    const path = join(registry, folder, 'Cargo.toml')
    const manifest = existsSync(path) ? readFileSync(path, 'utf8') : ''
    const isComplete = manifest.includes(`name = "${name}"\n`) && manifest.includes(`version = "${version}"\n`)
    return isComplete ? [] : [`name or version missing: fixtures/registry/${folder}`]
  })
}

function registryFiles() {
  // Checksums are of bytes, so no checkout may change line ends.
  const files = new Map([['.gitattributes', '* -text linguist-generated\n']])
  for (const release of crateReleases()) {
    const sources = crateFiles(release)
    const sums = Object.fromEntries(sources.map(([path, text]) => [path, sha256(text)]))
    for (const [path, text] of sources) files.set(`${release.folder}/${path}`, text)
    // Lockfiles repeat `package`. It is of the name alone, so that a fixture's lockfile outlives a change of a template.
    const packageSum = sha256(release.folder)
    files.set(`${release.folder}/.cargo-checksum.json`, `${JSON.stringify({files: sums, package: packageSum})}\n`)
  }
  return files
}

function crateReleases() {
  const lockstep = family.flatMap(crate =>
    Object.entries(releases)
      .filter(([version]) => isWithin(version, crate))
      .map(([version, release]) => ({...crate, ...release, version})),
  )
  return [...lockstep, ...others].map(release => ({...release, folder: `${release.name}-${release.version}`}))
}

function crateFiles(release) {
  const from = release.template ?? release.name
  const own = filesBelow(join(templates, from)).map(path => [path, join(templates, from, path)])
  const borrowed = shared
    .filter(file => file.crate === from && isWithin(release.version, file))
    .map(file => [file.path, join(templates, file.source)])
  return [...own, ...borrowed]
    .map(([path, source]) => [path, renderTemplate(readFileSync(source, 'utf8'), release)])
    .filter(([, text]) => text.trim() !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

function renderTemplate(template, release) {
  const isOpen = []
  const lines = template.split('\n').filter(line => {
    const block = /^\s*(?:\/\/|#)@(begin|end)\s*(.*)$/.exec(line)
    if (block?.[1] === 'begin') isOpen.push(isInRanges(release.version, block[2]))
    if (block?.[1] === 'end') isOpen.pop()
    return block === null && isOpen.every(Boolean) && isKept(line, release)
  })
  if (isOpen.length > 0) throw new Error(`${release.folder}: a block is not closed`)
  // Tabs instead of four spaces make the whole set a tenth smaller.
  const dense = lines.map(line =>
    line.replace(lineRange, '').replace(/^(?: {4})+/, indent => '\t'.repeat(indent.length / 4)),
  )
  return fillIn(dense.join('\n'), release)
}

function fillIn(text, release) {
  const values = {
    name: release.name,
    version: release.version,
    edition: release.edition,
    rust_version: release.rustVersion,
    features: featureTable(release),
    static: isWithin(release.version, {since: '34'}) ? "'static" : '',
    and_static: isWithin(release.version, {since: '34'}) ? "+ 'static" : '',
    static_39: isWithin(release.version, {since: '39'}) ? "'static" : '',
    send_42: isWithin(release.version, {since: '42'}) ? '+ Send' : '',
  }
  return text.replace(/\{\{(\w+)\}\}/g, (whole, key) => values[key] ?? whole)
}

// A feature the template's manifest spells out itself (`anyhow = ["dep:anyhow"]`) is listed under `own`.
function featureTable(release) {
  const table = features[release.name]?.[release.version.split('.')[0]]
  if (table === undefined || table.default.length + table.off.length === 0) return ''
  const names = [...table.default, ...table.off].filter(name => !(release.own ?? []).includes(name)).sort()
  return ['[features]', `default = ${JSON.stringify(table.default)}`, ...names.map(name => `${name} = []`)].join('\n')
}

function isKept(line, release) {
  const match = lineRange.exec(line)
  return match === null || isInRanges(release.version, match[1])
}

function isInRanges(version, ranges) {
  return ranges.split(',').some(range => isWithin(version, parseRange(range)))
}

function parseRange(text) {
  const [since, until] = text.trim().split('..')
  if (until === undefined) throw new Error(`not a range of versions: ${text}`)
  return {since: since || undefined, until: until || undefined}
}

function isWithin(version, {since, until}) {
  return (since === undefined || compare(version, since) >= 0) && (until === undefined || compare(version, until) <= 0)
}

// Compares only as many parts as the bound has: 36.0.14 is neither before nor after 36.
function compare(version, bound) {
  const parts = version.split('.').map(Number)
  const differing = bound
    .split('.')
    .map(Number)
    .map((part, at) => parts[at] - part)
    .find(difference => difference !== 0)
  return differing ?? 0
}

function isWritten(path, text) {
  return existsSync(join(registry, path)) && readFileSync(join(registry, path), 'utf8') === text
}

function filesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}

function readJson(name) {
  return JSON.parse(readFileSync(join(templates, name), 'utf8'))
}

function sizeOf(files) {
  return [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
}

function sha256(content) {
  return createHash('sha256').update(content).digest('hex')
}
