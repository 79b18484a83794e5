import {describe, expect, test} from 'vitest'
import {readCargoAudit, readCargoDeny} from '../../src/measure/read-audit.ts'
import {auditReport, denyLines} from '../support/audit-tools.ts'

describe('cargo audit', () => {
  test('tells vulnerabilities, which count, and remarks, which don’t', () => {
    const out = auditReport({
      vulnerabilities: [
        {id: 'RUSTSEC-2025-0118', package: 'wasmtime 36.0.2', title: 'Unsound API access', cvss: null},
        {
          id: 'RUSTSEC-2024-0438',
          package: 'wasmtime 24.0.1',
          title: 'Windows device filenames',
          cvss: 'CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:C/C:L/I:N/A:N',
        },
      ],
      warnings: [
        {kind: 'unmaintained', id: 'RUSTSEC-2024-0436', package: 'paste 1.0.15', title: 'paste - no longer maintained'},
        {kind: 'yanked', package: 'futures-util 0.3.30'},
      ],
    })

    expect(readCargoAudit(out)).toEqual({
      source: 'cargo-audit, database of 2026-08-21',
      found: [
        {
          id: 'yanked',
          package: 'futures-util',
          version: '0.3.30',
          title: 'This release was taken back from its registry',
          kind: 'yanked',
          counts: false,
        },
        {
          id: 'RUSTSEC-2024-0436',
          package: 'paste',
          version: '1.0.15',
          title: 'paste - no longer maintained',
          kind: 'unmaintained',
          counts: false,
        },
        {
          id: 'RUSTSEC-2024-0438',
          package: 'wasmtime',
          version: '24.0.1',
          title: 'Windows device filenames',
          severity: 'low',
          kind: 'vulnerability',
          counts: true,
        },
        {
          id: 'RUSTSEC-2025-0118',
          package: 'wasmtime',
          version: '36.0.2',
          title: 'Unsound API access',
          kind: 'vulnerability',
          counts: true,
        },
      ],
    })
  })

  test('that found nothing says so, and one that printed nothing says nothing', () => {
    expect(readCargoAudit(auditReport({}))).toMatchObject({found: []})
    expect(readCargoAudit('')).toBeUndefined()
    expect(readCargoAudit('error: couldn’t fetch advisory database')).toBeUndefined()
    expect(readCargoAudit('{"vulnerabilities": {}}')).toBeUndefined()
  })
})

describe('cargo deny', () => {
  test('says by its own severity what counts, and what the repository ignores is neither', () => {
    const err = denyLines(
      {code: 'vulnerability', severity: 'error', id: 'RUSTSEC-2025-0118', package: 'wasmtime 36.0.2'},
      {code: 'advisory-ignored', severity: 'note'},
      {code: 'unmaintained', severity: 'help', id: 'RUSTSEC-2024-0436', package: 'paste 1.0.15'},
      {code: 'yanked', severity: 'warning', package: 'futures-util 0.3.30'},
      {code: 'advisory-not-detected', severity: 'warning'},
    )

    expect(readCargoDeny(err)).toEqual({
      source: 'cargo-deny',
      found: [
        {
          id: 'yanked',
          package: 'futures-util',
          version: '0.3.30',
          title: 'This release was taken back from its registry',
          kind: 'yanked',
          counts: false,
        },
        {
          id: 'RUSTSEC-2025-0118',
          package: 'wasmtime',
          version: '36.0.2',
          title: 'Advisory RUSTSEC-2025-0118',
          kind: 'vulnerability',
          counts: true,
        },
      ],
    })
  })

  test('that ended before its summary was not through', () => {
    const whole = denyLines({code: 'vulnerability', severity: 'error', id: 'RUSTSEC-2025-0118', package: 'a 1.0.0'})

    expect(readCargoDeny(whole.split('\n').slice(0, -2).join('\n'))).toBeUndefined()
    expect(readCargoDeny('error: failed to fetch')).toBeUndefined()
  })
})

test('what is told of a package fits into the state file, however long it is', () => {
  const title = 'x'.repeat(5000)
  const read = readCargoAudit(
    auditReport({vulnerabilities: [{id: 'RUSTSEC-1', package: 'a 1.0.0', title, cvss: null}]}),
  )

  expect(read?.found[0]?.title).toHaveLength(300)
})
