import {describe, expect, test} from 'vitest'
import {releasesFrom} from '../../src/catalog/release.ts'
import type {PublishedVersion} from '../../src/domain/ports.ts'
import type {Problem} from '../../src/domain/problem.ts'
import type {Survey} from '../../src/domain/survey.ts'
import {targetSchema} from '../../src/domain/target.ts'
import {type ChoiceInput, chooseTarget} from '../../src/plan/choose-target.ts'
import type {Wanted} from '../../src/plan/wanted.ts'
import {finding, fromCatalogue, lockfile, manifest, requirement, survey, today, toolchains} from './make-survey.ts'

const photondrift = survey({
  manifests: [manifest(['wasmtime 25.0'])],
  findings: [finding('Makefile:3 1.75'), finding('.github/workflows/docs.yml:9 1.88', {place: 'workflow'})],
})

function choose(of: Survey, wanted: Wanted = {}, more: Partial<ChoiceInput> = {}) {
  return chooseTarget({
    survey: of,
    toolchains: toolchains('1.95.0'),
    ...fromCatalogue,
    today,
    wanted,
    ...more,
  })
}

function chosen(...args: Parameters<typeof choose>) {
  const choice = choose(...args)
  if (choice.kind === 'refused') throw new Error(choice.problem.title)
  return choice
}

function refused(...args: Parameters<typeof choose>): Problem {
  const choice = choose(...args)
  if (choice.kind === 'chosen') throw new Error(`chosen ${choice.target.wasmtime}`)
  return choice.problem
}

function published(version: string, more: Partial<PublishedVersion> = {}): PublishedVersion {
  return {version, isYanked: false, features: {}, dependencies: [], ...more}
}

const day = (text: string) => new Date(`${text}T12:00:00Z`)
const versionsOf = (choice: ReturnType<typeof chosen>) => choice.candidates.map(candidate => candidate.wasmtime)

describe('the Rust', () => {
  test.each(['1.79', '1.81'])('%s is refused for wasmtime 35, and 1.86 named', rust => {
    expect(refused(photondrift, {wasmtime: '35', rust})).toEqual({
      code: 'rust-too-low',
      title: `Rust ${rust} is too low for this upgrade`,
      detail: 'wasmtime 35.0.0 needs 1.86. The smallest Rust that works is 1.86.',
      nextSteps: ['Ask for --rust 1.86, or leave --rust out.'],
    })
  })

  test('1.81 is refused for edition 2024 too, and both reasons are told', () => {
    expect(refused(photondrift, {wasmtime: '35', rust: '1.81', edition: '2024'}).detail).toBe(
      'wasmtime 35.0.0 needs 1.86, edition 2024 needs 1.85. The smallest Rust that works is 1.86.',
    )
  })

  test('edition 2024 alone needs 1.85', () => {
    const rustOnly = survey({manifests: [manifest([])]})

    expect(refused(rustOnly, {rust: '1.84', edition: '2024'}).detail).toBe(
      'edition 2024 needs 1.85. The smallest Rust that works is 1.85.',
    )
    expect(chosen(rustOnly, {edition: '2024'}).target.rust.version).toBe('1.85')
  })

  test.each([
    ['26', '1.78'],
    ['29', '1.81'],
    ['35', '1.86'],
    ['36', '1.86'],
    ['37.0.2', '1.87'],
    ['39', '1.89'],
  ])('for wasmtime %s is at least %s', (wasmtime, rust) => {
    expect(chosen(photondrift, {wasmtime}).target.rust.version).toBe(rust)
  })

  test('is the most that release, edition and rust-version ask for, with everyone who asks', () => {
    const stated = survey({manifests: [manifest(['wasmtime 25.0'], {rustVersion: '1.90', edition: '2024'})]})

    expect(chosen(stated, {wasmtime: '36'}).target.rust).toEqual({
      version: '1.90',
      because: [
        {needs: 'stated in Cargo.toml', version: '1.90'},
        {needs: 'wasmtime 36.0.14', version: '1.86'},
        {needs: 'edition 2024', version: '1.85'},
      ],
    })
  })

  test('is not raised by one workflow that is ahead', () => {
    expect(chosen(photondrift, {wasmtime: '36'}).target.rust.version).toBe('1.86')
  })

  test('may be asked for higher, and says who asked', () => {
    expect(chosen(photondrift, {wasmtime: '36', rust: '1.90.0'}).target.rust).toEqual({
      version: '1.90.0',
      because: [
        {needs: '--rust', version: '1.90.0'},
        {needs: 'wasmtime 36.0.14', version: '1.86'},
        {needs: 'edition 2021', version: '1.56'},
      ],
    })
  })

  test('installed means the newest installed release, no nightly', () => {
    const installed = toolchains('1.97.0-nightly', '1.87.0', '1.95.0')

    expect(chosen(photondrift, {wasmtime: '36', rust: 'installed'}, {toolchains: installed}).target.rust.version).toBe(
      '1.95.0',
    )
  })

  test('installed is refused when nothing installed is new enough', () => {
    expect(refused(photondrift, {wasmtime: '36', rust: 'installed'}, {toolchains: toolchains('1.80.0')})).toEqual({
      code: 'rust-not-installed',
      title: 'No installed Rust is new enough for this upgrade',
      detail: 'wasmtime 36.0.14 needs 1.86. The newest installed is 1.80.0.',
      nextSteps: ['Run rustup toolchain install 1.86, or leave --rust out to plan for 1.86.'],
    })
  })

  test.each(['stable', '2', '1', '1.86-beta', 'v1.86'])('%s is no version', rust => {
    expect(refused(photondrift, {rust}).code).toBe('rust-not-a-version')
  })
})

describe('the candidates', () => {
  test('are the newest, each supported LTS and the one asked for, newest first', () => {
    expect(versionsOf(chosen(photondrift, {wasmtime: '35'}))).toEqual(['48.0.0', '36.0.14', '35.0.0'])
    expect(versionsOf(chosen(photondrift))).toEqual(['48.0.0', '36.0.14'])
  })

  test('say what decides between them', () => {
    const [newest, lts, wanted] = chosen(photondrift, {wasmtime: '35'}).candidates

    expect(newest).toMatchObject({
      title: 'newest, LTS',
      isLts: true,
      isRecommended: true,
      isRustInstalled: true,
      releasedOn: '2026-08-20',
      supportEnds: '2028-08-20',
      advisoriesOpen: [],
      why: 'Newest LTS, and an installed Rust builds it. Supported until 2028-08-20. No known advisory.',
    })
    expect(lts).toMatchObject({
      title: 'LTS, clears advisories',
      isRecommended: false,
      breakingChanges: {automatic: 15, manual: 31},
    })
    expect(wanted).toMatchObject({
      title: 'asked for',
      isLts: false,
      why: expect.stringMatching(/^Out of support since 2025-09-20\. Hit by \d+ known advisories\.$/),
    })
  })

  test('fix what hits the present version: RUSTSEC-2025-0046 is fixed by 35 already', () => {
    const [newest, lts, wanted] = chosen(photondrift, {wasmtime: '35'}).candidates

    for (const candidate of [newest, lts, wanted]) expect(candidate?.advisoriesFixed).toContain('RUSTSEC-2025-0046')
    expect(wanted?.advisoriesOpen).not.toContain('RUSTSEC-2025-0046')
  })

  test('count advisories only for crates that are there', () => {
    const withWasi = survey({manifests: [manifest(['wasmtime 25.0', 'wasmtime-wasi 25.0'])]})
    const fixed = (of: Survey) =>
      chosen(of, {wasmtime: '36'}).candidates.find(row => row.wasmtime === '36.0.14')?.advisoriesFixed

    expect(fixed(photondrift)).not.toContain('RUSTSEC-2026-0149')
    expect(fixed(withWasi)).toContain('RUSTSEC-2026-0149')
  })

  test('are none that lie below what is there', () => {
    expect(versionsOf(chosen(survey({manifests: [manifest(['wasmtime 37'])]})))).toEqual(['48.0.0', '46.0.3'])
  })
})

describe('what the candidates are offered as', () => {
  const titles = (of: Survey, ...rest: [Wanted?, Partial<ChoiceInput>?]) =>
    Object.fromEntries(chosen(of, ...rest).candidates.map(({wasmtime, title}) => [wasmtime, title]))

  test('the smallest major without a known advisory, at its newest patch, where one hits today', () => {
    expect(titles(survey({manifests: [manifest(['wasmtime 37'])]}))['46.0.3']).toBe('clears advisories')
    expect(Object.values(titles(survey({manifests: [manifest(['wasmtime 48'])]})))).toEqual([
      'newest, LTS, fits Rust 1.95.0, here already',
    ])
  })

  test.each([
    ['what rust-version promises', {rustVersion: '1.90'}, [], '41.0.4', '1.90'],
    ['else the least that is stated', {}, [finding('Makefile:3 1.91'), finding('ci.yml:9 1.93')], '43.0.2', '1.91'],
    ['else the active toolchain', {}, [], '48.0.0', '1.95.0'],
  ])('the newest that today’s Rust allows: %s', (_, more, findings, version, rust) => {
    const offered = titles(survey({manifests: [manifest(['wasmtime 25.0'], more)], findings}))

    expect(offered[version]).toContain(`fits Rust ${rust}`)
  })

  test('what the registry has, and nothing else, is offered when the registry was asked', () => {
    const known = releasesFrom([
      published('36.0.20', {publishedAt: '2026-11-02T10:00:00Z'}),
      published('49.0.1', {isYanked: true}),
      published('50.0.0', {publishedAt: '2026-10-20T10:00:00Z', rust: '1.96.0'}),
      published('51.0.0-rc.1'),
    ])
    const choice = chosen(photondrift, {}, {known, today: new Date('2026-11-21')})

    expect(choice.candidates.map(({wasmtime, title, hasNotes}) => [wasmtime, title, hasNotes])).toEqual([
      ['50.0.0', 'newest', false],
      ['36.0.20', 'LTS, clears advisories', true],
    ])
    expect(choice.candidates[0]).toMatchObject({
      releasedOn: '2026-10-20',
      supportEnds: '2026-12-20',
      rust: {version: '1.96'},
      why: 'Supported until 2026-12-20. No known advisory. No breaking-change notes yet. Rust 1.96 has to be installed first.',
    })
  })

  test('a release too fresh for cargo’s publish age is not offered, unless it is asked for by name', () => {
    const fresh = published('36.0.21', {publishedAt: '2026-11-20T00:00:00Z'})
    const known = releasesFrom([published('36.0.20', {publishedAt: '2026-11-02T10:00:00Z'})], [fresh])

    expect(versionsOf(chosen(photondrift, {wasmtime: '36'}, {known}))).toEqual(['36.0.20'])
    expect(chosen(photondrift, {wasmtime: '36.0.21'}, {known}).target.wasmtime).toBe('36.0.21')
  })

  test('a later LTS is one by the published rule: every twelfth, for two years', () => {
    const known = releasesFrom([published('60.0.0', {publishedAt: '2027-08-20T00:00:00Z', rust: '1.95.0'})])
    const [candidate] = chosen(photondrift, {}, {known, today: day('2028-01-01')}).candidates

    expect(candidate).toMatchObject({isLts: true, supportEnds: '2029-08-20', isRecommended: true})
  })
})

describe('the recommendation', () => {
  const recommended = (...installed: string[]) => chosen(photondrift, {}, {toolchains: toolchains(...installed)})

  test('is the newest supported LTS that an installed Rust builds', () => {
    const choice = recommended('1.90.0')

    expect(choice.target.wasmtime).toBe('36.0.14')
    expect(choice.candidates.find(row => row.isRecommended)?.why).toBe(
      'Newest LTS that an installed Rust builds. Supported until 2027-08-20. No known advisory.',
    )
  })

  test('is the newest LTS when no installed Rust builds any, and says that one is to be installed', () => {
    const choice = recommended('1.80.0')

    expect(choice.target.wasmtime).toBe('48.0.0')
    expect(choice.candidates.find(row => row.isRecommended)?.why).toBe(
      'Newest LTS. Supported until 2028-08-20. No known advisory. Rust 1.95 has to be installed first.',
    )
  })

  test('takes the catalogue’s day for today when the clock is behind it', () => {
    expect(chosen(photondrift, {}, {today: new Date('2020-01-01')})).toEqual(
      chosen(photondrift, {}, {today: new Date('2026-08-21')}),
    )
  })

  test('does not take an LTS whose support has ended for one', () => {
    expect(versionsOf(chosen(photondrift, {}, {today: new Date('2027-08-21')}))).toEqual(['48.0.0', '36.0.14'])
  })

  test('is the newest when no LTS is supported any more', () => {
    const choice = chosen(photondrift, {}, {today: new Date('2030-01-01')})

    expect(choice.candidates[0]?.why).toBe(
      'Newest release; no supported LTS fits. Out of support since 2028-08-20. No known advisory.',
    )
  })
})

describe('what was asked for', () => {
  test.each([
    ['latest', '48.0.0'],
    ['lts', '48.0.0'],
    ['36', '36.0.14'],
    ['36.0', '36.0.14'],
    ['36.0.3', '36.0.3'],
    ['v36.0.3', '36.0.3'],
    ['38', '38.0.4'],
  ])('%s is taken as %s', (wasmtime, version) => {
    expect(chosen(photondrift, {wasmtime}).target.wasmtime).toBe(version)
  })

  test('lts is the one an installed Rust builds, where there is one', () => {
    const choice = chosen(photondrift, {wasmtime: 'lts'}, {toolchains: toolchains('1.86.0')})

    expect(choice.target.wasmtime).toBe('36.0.14')
  })

  test.each([
    ['38.0.0', ['37.0.3', '38.0.1']],
    ['36.1', ['36.0.14', '37.0.0']],
    ['50', ['48.0.0']],
    ['3', ['20.0.0']],
  ])('%s is unknown, and the nearest known are named', (wasmtime, nearest) => {
    const problem = refused(photondrift, {wasmtime})

    expect(problem.code).toBe('wasmtime-unknown')
    expect(problem.detail).toBe(`The catalogue of 2026-08-21 has no such release; the nearest: ${nearest.join(', ')}.`)
  })

  test.each(['newest', '', '36.x', '36.0.0.1'])('%j is no version', wasmtime => {
    expect(refused(photondrift, {wasmtime}).code).toBe('wasmtime-not-a-version')
  })

  test('a downgrade is refused, with the place it would lower', () => {
    const locked = survey({manifests: [manifest(['wasmtime 37'])], lockfiles: [lockfile(['wasmtime 37.0.3'])]})

    expect(refused(locked, {wasmtime: '37.0.2'})).toEqual({
      code: 'wasmtime-downgrade',
      title: 'wasmtime 37.0.2 is older than what this repository has',
      detail: 'It would lower wasmtime 37.0.3 (Cargo.toml:12). The wizard only goes up.',
      nextSteps: ['Ask for a newer --wasmtime, or leave it out to see what can be chosen.'],
      path: 'Cargo.toml',
      line: 12,
    })
  })

  test('without a lockfile, an older release that the requirement allows is no downgrade', () => {
    const mixed = survey({
      manifests: [
        manifest(['wasmtime 37', 'wasmtime-wasi 37']),
        manifest(['wasmtime 34'], {path: 'wasm/guest/Cargo.toml'}),
      ],
    })

    expect(chosen(mixed, {wasmtime: '37.0.2'}).target.wasmtime).toBe('37.0.2')
  })

  test('a second locked major from elsewhere does not turn an upgrade into a downgrade', () => {
    const memory = survey({
      manifests: [manifest(['wasmtime 24.0.5', 'wasmtime-wasi 24.0.5'])],
      lockfiles: [
        lockfile(['wasmtime 24.0.5', 'wasmtime-wasi 24.0.5', 'wasmtime 36.0.3', 'javy 6.0.0 <- wasmtime 36.0.3']),
      ],
    })

    expect(chosen(memory, {wasmtime: '36.0.3'}).target.wasmtime).toBe('36.0.3')
  })

  test('what is there already is still planned, to be proven', () => {
    const there = survey({manifests: [manifest(['wasmtime 36'])], lockfiles: [lockfile(['wasmtime 36.0.14'])]})
    const choice = chosen(there, {wasmtime: '36'})

    expect(choice.target.wasmtime).toBe('36.0.14')
    expect(choice.candidates.find(row => row.wasmtime === '36.0.14')).toMatchObject({
      title: 'LTS, asked for, here already',
      breakingChanges: {automatic: 0, manual: 0},
    })
  })
})

describe('repositories that are different', () => {
  test('one ahead of the catalogue is told so', () => {
    expect(refused(survey({manifests: [manifest(['wasmtime 51.0.1'])]})).code).toBe('wasmtime-newer-than-catalogue')
  })

  test('one that takes wasmtime from git only is told so', () => {
    expect(refused(survey({manifests: [manifest(['wasmtime'])]})).code).toBe('wasmtime-from-git')
  })

  test('one that takes a release from wasmtime’s own repository goes up from there', () => {
    const git = {url: 'https://github.com/bytecodealliance/wasmtime', tag: 'v25.0.0'}
    const tagged = survey({manifests: [manifest([], {requirements: [{...requirement('wasmtime'), git}]})]})

    expect(chosen(tagged)).toMatchObject({kind: 'chosen', target: {wasmtime: expect.stringMatching(/^\d/)}})
  })

  test('one without wasmtime raises Rust to the highest that is stated', () => {
    const plain = survey({
      manifests: [manifest([], {rustVersion: '1.70'})],
      findings: [finding('Makefile:3 1.75'), finding('ci.yml:9 1.80.1'), finding('rust-toolchain:1 stable')],
    })

    expect(chosen(plain)).toEqual({
      kind: 'chosen',
      candidates: [],
      target: {
        wasmtime: null,
        rust: {
          version: '1.80.1',
          because: [
            {needs: 'stated in ci.yml:9', version: '1.80.1'},
            {needs: 'edition 2021', version: '1.56'},
          ],
        },
        edition: null,
      },
    })
  })

  test('one without wasmtime takes the Rust that was asked for, though a workflow is ahead of it', () => {
    const plain = survey({manifests: [manifest([])], findings: [finding('ci.yml:9 1.88')]})

    expect(chosen(plain, {rust: '1.86'}).target.rust.version).toBe('1.86')
  })

  test('one without wasmtime can not be given one', () => {
    expect(refused(survey({manifests: [manifest([])]}), {wasmtime: '36'}).code).toBe('no-wasmtime')
  })
})

test('every target fits the schema of the state file', () => {
  const targets = [chosen(photondrift), chosen(photondrift, {wasmtime: '35', edition: '2024'}), chosen(survey())]

  for (const {target} of targets) expect(targetSchema.parse(target)).toEqual(target)
})
