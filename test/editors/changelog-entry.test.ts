import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {applyEdits} from '../../src/domain/edit.ts'
import {addToUnreleased, changelogEntry} from '../../src/editors/changelog-entry.ts'
import {changelogItems} from '../../src/steps/changelog-items.ts'

const items = changelogItems({
  raised: [
    {names: ['wasmtime', 'wasmtime-wasi'], before: '25.0.3', after: '36.0.14'},
    {names: ['Rust'], before: '1.75', after: '1.86'},
  ],
  movedTarget: false,
  edition: null,
})

function added(text: string): string | undefined {
  const edits = addToUnreleased(text, items)
  return edits && applyEdits(text, edits)
}

describe('an entry for what isn’t released yet', () => {
  test('goes behind the list of its section, in the marks that are used there', () => {
    expect(added('# Changelog\n\n## [Unreleased]\n\n### Changed\n\n* Faster.\n\n### Fixed\n\n* Exit codes.\n')).toBe(
      '# Changelog\n\n## [Unreleased]\n\n### Changed\n\n* Faster.\n* Raise `wasmtime` and `wasmtime-wasi` from 25.0.3 to 36.0.14.\n* Raise Rust from 1.75 to 1.86.\n\n### Fixed\n\n* Exit codes.\n',
    )
  })

  test('makes its section where the entry is empty, before what is released', () => {
    const text =
      'The format is based on Keep a Changelog.\n\n## [Unreleased]\n\n## [0.3.0] - 2025-01-29\n\n### Added\n\n- Plugins\n'

    expect(added(text)).toContain(
      '## [Unreleased]\n\n### Changed\n\n- Raise `wasmtime` and `wasmtime-wasi` from 25.0.3 to 36.0.14\n- Raise Rust from 1.75 to 1.86\n\n## [0.3.0]',
    )
  })

  test('puts a new section before those that Keep a Changelog has behind it', () => {
    const text = '## Unreleased\n\n### Added\n- Ports\n\n### Fixed\n- Exit codes\n'

    expect(added(text)).toMatch(/- Ports\n\n### Changed\n- Raise .*\n- Raise .*\n\n### Fixed\n- Exit codes\n$/)
  })

  test('tells what was done where others tell it, and keeps to plain lists', () => {
    const text = '## Unreleased\n\n- Added ports\n- Removed clocks\n\n## 1.2.0\n\n- Fixed exit codes\n'

    expect(added(text)).toBe(
      '## Unreleased\n\n- Added ports\n- Removed clocks\n- Raised `wasmtime` and `wasmtime-wasi` from 25.0.3 to 36.0.14\n- Raised Rust from 1.75 to 1.86\n\n## 1.2.0\n\n- Fixed exit codes\n',
    )
  })

  test('takes the section for dependencies where there is one, as it is spelled', () => {
    const text = '## [Unreleased]\n\n## 1.0.0\n\n### 📦 Dependencies\n- serde 1.0.2\n'

    expect(added(text)).toContain('## [Unreleased]\n\n### 📦 Dependencies\n- Raise `wasmtime`')
  })

  test('knows an entry by its text where the heading is a version, and stops at a line across the page', () => {
    const text = '## 49.0.0\n\nUnreleased.\n\n### Added\n\n### Changed\n\n--------\n\nOlder notes are elsewhere.\n'

    expect(added(text)).toContain('### Changed\n\n- Raise `wasmtime` and')
    expect(added(text)).toMatch(/to 1\.86\n\n--------\n\nOlder notes/)
  })

  test('keeps line ends, the addresses of links at the end, and a last line without an end', () => {
    const links = '## [Unreleased]\r\n\r\n[Unreleased]: https://example.org/compare\r\n'

    expect(added(links)).toMatch(/^## \[Unreleased\]\r\n\r\n- Raise [^\n]*\r\n- Raise [^\n]*\r\n\r\n\[Unreleased\]: /)
    expect(added('# Log\n\n## Unreleased')).toMatch(/^# Log\n\n## Unreleased\n\n- Raise .*\n- Raise .*\n/)
  })

  test('is not written twice, whoever wrote it in whatever words', () => {
    const text = added('## [Unreleased]\n') ?? ''
    const byHand = '## [Unreleased]\n\n- We run on wasmtime 36.0.14 now\n- MSRV: rust 1.86\n'

    expect(addToUnreleased(text, items)).toEqual([])
    expect(addToUnreleased(byHand, items)).toEqual([])
  })

  test('has no place where all entries are released, and none below one that is', () => {
    expect(addToUnreleased('## [1.0.0] - 2025-10-10\n\n- Ports\n', items)).toBeUndefined()
    expect(addToUnreleased('## [1.0.0]\n\n- Ports\n\n## [Unreleased]\n\n- Forgotten\n', items)).toBeUndefined()
    expect(addToUnreleased('# Notes\n\n```\n## [Unreleased]\n```\n', items)).toBeUndefined()
  })

  test('only ever adds lines, and once', () => {
    const lines = [
      '## [Unreleased]',
      '## 1.0.0',
      '### Changed',
      '### Fixed',
      '- one',
      '* two.',
      '',
      'words',
      '---',
      '```',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lines), {maxLength: 12}), fc.boolean(), (some, isEnded) => {
        const text = some.join('\n') + (isEnded ? '\n' : '')
        const after = added(text)
        if (after === undefined) return
        const rest = after.split('\n').filter(line => !/^[-*] Raised? /.test(line))
        expect(rest.filter(line => line !== '' && line !== '### Changed')).toEqual(
          text.split('\n').filter(line => line !== '' && line !== '### Changed'),
        )
        expect(added(after)).toBe(after)
      }),
      {numRuns: 300},
    )
  })
})

describe('the entry by itself', () => {
  test('is what Keep a Changelog asks for where there is no changelog', () => {
    expect(changelogEntry(undefined, items)).toBe(
      '## [Unreleased]\n\n### Changed\n\n- Raise `wasmtime` and `wasmtime-wasi` from 25.0.3 to 36.0.14\n- Raise Rust from 1.75 to 1.86\n',
    )
  })

  test('has the marks and headings of the newest entry', () => {
    expect(changelogEntry('# Changes\n\n### v1.2.0\n\n* Fixed exit codes.\n* Added ports.\n', items)).toBe(
      '### Unreleased\n\n* Raised `wasmtime` and `wasmtime-wasi` from 25.0.3 to 36.0.14.\n* Raised Rust from 1.75 to 1.86.\n',
    )
  })

  test('says nothing when nothing changed', () => {
    expect(changelogEntry(undefined, changelogItems({raised: [], movedTarget: false, edition: null}))).toBe('')
  })
})
