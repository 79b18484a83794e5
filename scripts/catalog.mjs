// Brings collected facts about wasmtime and Rust into src/catalog/data: only what the product uses, sorted, dated, with
// the source named. `node scripts/catalog.mjs <facts folder>` writes the files; `--check` proves them consistent.
import {mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

const data = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'src', 'catalog', 'data')
const [argument] = process.argv.slice(2)

if (argument === undefined) {
  console.error('Usage: node scripts/catalog.mjs <facts folder> | --check')
  process.exitCode = 2
} else if (argument === '--check') check()
else bringIn(argument)

function bringIn(folder) {
  const facts = name => JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'))
  const releases = facts('releases')
  const origin = {
    date: releases.main_commit_date.slice(0, 10),
    source: `bytecodealliance/wasmtime, tags and ${releases.main_commit.slice(0, 12)}`,
  }
  mkdirSync(data, {recursive: true})
  write('releases', {...origin, ...releaseRows(releases)})
  write('family', {...origin, ...familyRows(releases)})
  write('features', {...origin, newest: releases.majors.at(-1).major, features: featureRows(facts('features'))})
  write('advisories', advisoryRows(facts('advisories')))
  const changes = facts('breaking_changes').entries
  write('breaking-changes', {...origin, changes: changes.map(changeRow)})
  write('breaking-index', {...origin, changes: changes.filter(isCounted).map(indexRow)})
  write('symbol-paths', {...origin, newest: releases.majors.at(-1).major, paths: symbolRows(facts('symbol_paths'))})
  write('rust', {...rustRows(facts('targets')), date: origin.date})
  check()
}

function releaseRows({majors, patches}) {
  return {
    majors: majors.map(row => ({
      major: row.major,
      date: row.date,
      planned: row.scheduled_release_date,
      rust: row.rust_version,
      edition: row.edition,
      isLts: row.lts,
      supportEnds: row.support_end_date,
    })),
    releases: patches
      .filter(row => row.verified)
      .map(row => ({version: row.version, date: row.tag_commit_date.slice(0, 10), rust: row.rust_version})),
  }
}

/** One row for each unbroken stretch of majors in which a crate is published in step with wasmtime (or with cranelift). */
function familyRows({majors, crates, crate_renames}) {
  const listed = [
    ...stretches(majors, 'family', row => row.published_crates_in_lockstep),
    ...stretches(majors, 'companion', row => row.published_crates_on_cranelift_version),
  ]
  // Published by a script of its own, so no publish list names it; its version is wasmtime's all the same.
  const unlisted = Object.entries(crates)
    .filter(([crate, row]) => row.versioning === 'wasmtime' && listed.every(other => other.crate !== crate))
    .map(([crate, row]) => ({crate, kind: 'family', from: row.majors[0], to: row.majors[1]}))
  const rows = [...listed, ...unlisted]
  return {
    companionOffset: majors[0].cranelift_minor - majors[0].major,
    tools: majors.map(row => ({major: row.major, wasmparser: row.wasm_tools.wasmparser})),
    crates: rows.toSorted((a, b) => compareText(a.crate, b.crate) || a.from - b.from),
    renames: crate_renames.flatMap(renameRows),
  }
}

function stretches(majors, kind, namesOf) {
  const rows = []
  for (const row of majors) {
    for (const crate of namesOf(row)) {
      const open = rows.find(other => other.crate === crate && other.to === row.major - 1)
      if (open === undefined) rows.push({crate, kind, from: row.major, to: row.major})
      else open.to = row.major
    }
  }
  return rows
}

/** One row for each unbroken stretch of majors in which a crate has a feature. The facts name crates by their folders. */
function featureRows(facts) {
  const rows = []
  for (const [folder, majors] of Object.entries(facts)) {
    const crate = ['wasmtime', 'wasi-common', 'wiggle'].includes(folder) ? folder : `wasmtime-${folder}`
    for (const major of Object.keys(majors).filter(isNumber).map(Number)) {
      for (const feature of majors[major].features.filter(name => name !== 'default')) {
        const open = rows.find(row => row.crate === crate && row.feature === feature && row.to === major - 1)
        if (open === undefined) rows.push({crate, feature, from: major, to: major})
        else open.to = major
      }
    }
  }
  return rows.toSorted((a, b) => compareText(a.crate, b.crate) || compareText(a.feature, b.feature) || a.from - b.from)
}

/** `a/-b` in the facts are two crates that became one; `x (feature y)` is a crate that became a feature of x. */
function renameRows({from, to, at_major: at}) {
  const [first, ...others] = from.split('/')
  const stem = first.slice(0, first.lastIndexOf('-'))
  const [, crate, feature] = /^(\S+)(?: \(feature (\S+)\))?$/.exec(to)
  return [first, ...others.map(suffix => stem + suffix)].map(old => ({
    from: old,
    to: crate,
    at,
    feature: feature ?? null,
  }))
}

function advisoryRows(facts) {
  return {
    date: facts.advisory_db_date.slice(0, 10),
    source: `rustsec/advisory-db ${facts.advisory_db_commit.slice(0, 12)}`,
    advisories: facts.advisories.map(row => ({
      id: row.ids.rustsec ?? row.ids.ghsa[0],
      aliases: [...row.ids.cve, ...row.ids.ghsa].filter(alias => alias !== row.ids.rustsec),
      crate: row.crate,
      date: row.date,
      title: row.title,
      severity: row.severity,
      patched: row.patched,
      unaffected: row.unaffected ?? [],
      // Where the unaffected versions aren't known, only releases with a later fix in their own major are surely hit.
      isRangeKnown: row.verified && row.unaffected !== null,
    })),
  }
}

function changeRow(row) {
  return withoutEmpty({
    id: row.id,
    crate: row.crate,
    major: row.major,
    kind: row.kind,
    summary: row.summary,
    detect: row.detect,
    detectIn: row.detect_in,
    detectMatchesAfter: row.detect_matches_after,
    before: row.before,
    after: row.after,
    isAutomatic: row.auto,
    reason: row.auto_reason,
    rustcErrors: row.rustc_errors,
    effect: effectOf(row),
    likelihood: row.likelihood,
    rank: row.rank,
    pullRequests: row.references.flatMap(({pr}) => (pr === undefined ? [] : [Number(pr.replace('#', ''))])),
    supersededAt: row.superseded_at_major,
    supersededBy: row.superseded_by,
    notes: row.notes,
  })
}

/** How code that isn't adapted is told: the facts name error codes, other refusals (`macro error`), lints, or nothing. */
function effectOf({kind, rustc_errors: told}) {
  if (kind === 'msrv') return 'error'
  const names = pattern => told.some(text => pattern.test(text))
  if (names(/^E\d{4}$|^(macro|cargo resolve|cargo feature) error$/)) return 'error'
  return names(/warning$|^unused_/) ? 'warning' : 'silent'
}

/** Where each public name can be imported from, and in which majors. Names that never moved are left out of the facts. */
function symbolRows(facts) {
  const listed = Object.values(facts).filter(value => typeof value === 'object' && !Array.isArray(value))
  return listed
    .flatMap(symbols => Object.values(symbols).flat())
    .map(({path: name, from, to}) => ({path: name, from, to}))
    .toSorted((a, b) => compareText(a.path, b.path) || a.from - b.from)
}

/** A higher required Rust is a change too, but it is said elsewhere and would only blur the count. */
function isCounted(row) {
  return row.kind !== 'msrv'
}

function indexRow(row) {
  return {
    crate: row.crate,
    major: row.major,
    isAutomatic: row.auto,
    supersededAt: row.superseded_at_major ?? null,
  }
}

function rustRows({rust_release_dates: dates, wasi_target_rename: rename, entries}) {
  const edition2024 = entries.find(row => row.id === 'edition-2024').rust
  return {
    source: 'release notes of Rust; editions before 2024 from the edition guide',
    editions: [
      {edition: '2015', rust: '1.0.0'},
      {edition: '2018', rust: '1.31.0'},
      {edition: '2021', rust: '1.56.0'},
      {edition: '2024', rust: edition2024},
    ],
    wasiTarget: {
      old: rename.old,
      new: rename.new,
      newSince: rename.new_added,
      oldWarnsSince: rename.old_warns,
      oldGoneSince: rename.old_removed,
    },
    releases: Object.entries(dates)
      .map(([version, date]) => ({version, date}))
      .toSorted((a, b) => compareVersions(a.version, b.version)),
  }
}

/** One row a line: small, and a change of the facts reads well in a diff. */
function write(name, document) {
  const lines = Object.entries(document).map(([key, value]) => {
    if (!Array.isArray(value)) return `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`
    return `  ${JSON.stringify(key)}: [\n${value.map(row => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`
  })
  writeFileSync(path.join(data, `${name}.json`), `{\n${lines.join(',\n')}\n}\n`)
}

function check() {
  const read = name => JSON.parse(readFileSync(path.join(data, `${name}.json`), 'utf8'))
  const {majors, releases} = read('releases')
  const problems = [
    ...majors.flatMap(row => majorProblems(row, majors, releases)),
    ...releases.flatMap(row => releaseProblems(row, majors, releases)),
    ...familyProblems(read('family'), majors),
    ...featureProblems(read('features').features, majors),
    ...advisoryProblems(read('advisories').advisories),
    ...changeProblems(read('breaking-changes').changes, read('breaking-index').changes, majors),
    ...symbolProblems(read('symbol-paths').paths, majors),
    ...rustProblems(read('rust'), majors),
  ]
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
  if (problems.length > 0) return
  const sizes = readdirSync(data).map(name => [name, statSync(path.join(data, name)).size])
  for (const [name, size] of sizes) console.log(`${String(size).padStart(8)} ${name}`)
  console.log(`${String(sizes.reduce((sum, [, size]) => sum + size, 0)).padStart(8)} bytes, consistent`)
}

function majorProblems(row, majors, releases) {
  const previous = majors.find(other => other.major === row.major - 1)
  const planned = monthsLater('2024-04-20', row.major - 20)
  return failing({
    [`major ${row.major} follows none`]: row.major === majors[0].major || previous !== undefined,
    [`major ${row.major} is planned for ${planned}`]: row.planned === planned,
    [`support of ${row.major} ends by rule`]: row.supportEnds === monthsLater(planned, row.isLts ? 24 : 2),
    [`major ${row.major} is LTS by rule`]: row.isLts === (row.major % 12 === 0),
    [`major ${row.major} came before the one before it`]: previous === undefined || previous.date < row.date,
    [`major ${row.major} lowers Rust`]: previous === undefined || compareVersions(previous.rust, row.rust) <= 0,
    [`major ${row.major} has no release`]: releases.some(other => majorOf(other.version) === row.major),
  })
}

function releaseProblems(row, majors, releases) {
  const before = releases.filter(
    other => majorOf(other.version) === majorOf(row.version) && compareVersions(other.version, row.version) < 0,
  )
  return failing({
    [`release ${row.version} belongs to no major`]: majors.some(other => other.major === majorOf(row.version)),
    [`release ${row.version} is older than an earlier patch`]: before.every(other => other.date <= row.date),
    [`release ${row.version} changes Rust inside its major`]: before.every(other => other.rust === row.rust),
  })
}

function familyProblems({crates, companionOffset}, majors) {
  return majors.flatMap(({major}) => {
    const namesOf = kind => crates.filter(row => row.kind === kind && row.from <= major && major <= row.to)
    return failing({
      [`${major} has no family`]: ['wasmtime', 'wasmtime-wasi'].every(name =>
        namesOf('family').some(row => row.crate === name),
      ),
      [`${major} has no companions`]: namesOf('companion').some(row => row.crate === 'cranelift-codegen'),
      'cranelift is 87 behind wasmtime': companionOffset === 87,
    })
  })
}

function featureProblems(rows, majors) {
  const known = majors.map(row => row.major)
  return rows.flatMap(({crate, feature, from, to}) =>
    failing({
      [`${crate}/${feature} is known outside the known majors`]:
        known.includes(from) && known.includes(to) && from <= to,
      [`${crate}/${feature} is no feature`]: /^[\w-]+$/.test(feature),
    }),
  )
}

function advisoryProblems(advisories) {
  return advisories.flatMap(row =>
    failing({
      [`${row.id} is no id`]: /^(RUSTSEC-\d{4}-\d{4}|GHSA(-\w{4}){3})$/.test(row.id),
      [`${row.id} is listed twice`]: advisories.filter(other => other.id === row.id).length === 1,
      [`${row.id} has no fix`]: row.patched.length > 0,
      [`${row.id} has no title`]: row.title.length > 10,
    }),
  )
}

function changeProblems(changes, index, majors) {
  const counted = changes.filter(isCounted)
  return [
    ...changes.flatMap(row =>
      failing({
        [`${row.id} is listed twice`]: changes.filter(other => other.id === row.id).length === 1,
        [`${row.id} has an unknown major`]: majors.some(other => other.major === row.major),
        [`${row.id} is superseded before it happens`]: row.supersededAt === undefined || row.supersededAt > row.major,
        [`${row.id} has a bad pattern`]: row.detect === undefined || isPattern(row.detect),
        [`${row.id} says another effect than its errors`]:
          row.effect === effectOf({...row, rustc_errors: row.rustcErrors ?? []}),
      }),
    ),
    ...counted.flatMap(({crate, major, isAutomatic, supersededAt = null, id}, position) =>
      failing({
        [`${id} differs from the index`]:
          JSON.stringify(index[position]) === JSON.stringify({crate, major, isAutomatic, supersededAt}),
      }),
    ),
    ...failing({'the index has another length': index.length === counted.length}),
  ]
}

function symbolProblems(paths, majors) {
  const known = majors.map(row => row.major)
  return paths.flatMap(({path: name, from, to}) =>
    failing({
      [`${name} is no path`]: /^\w+(::\w+)+$/.test(name),
      [`${name} is known outside the known majors`]: known.includes(from) && known.includes(to) && from <= to,
    }),
  )
}

function rustProblems({releases, editions}, majors) {
  const dates = releases.map(row => row.date)
  return failing({
    'Rust releases are out of order': dates.every((date, index) => index === 0 || dates[index - 1] <= date),
    'edition 2024 needs 1.85.0': editions.some(row => row.edition === '2024' && row.rust === '1.85.0'),
    'a major needs an unknown Rust': majors.every(row => releases.some(other => other.version === row.rust)),
  })
}

/** The names of the conditions that don't hold. */
function failing(conditions) {
  return Object.entries(conditions)
    .filter(([, holds]) => !holds)
    .map(([problem]) => problem)
}

/** Facts write `(?m)` in front of a pattern; JavaScript takes it as a flag. */
function isPattern(text) {
  try {
    new RegExp(text.replace(/^\(\?m\)/, ''), 'm')
    return true
  } catch {
    return false
  }
}

function monthsLater(date, months) {
  const [year, month, day] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, day)).toISOString().slice(0, 10)
}

function withoutEmpty(row) {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== undefined && value !== null && value?.length !== 0),
  )
}

/** A branch has a name instead. */
function isNumber(text) {
  return /^\d+$/.test(text)
}

function majorOf(version) {
  return Number(version.split('.')[0])
}

function compareVersions(a, b) {
  const [left, right] = [a, b].map(text => text.split('.').map(Number))
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2]
}

function compareText(a, b) {
  return a < b ? -1 : Number(a > b)
}
