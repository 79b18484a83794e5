import {expect, test} from 'vitest'
import {detectAuditConfig} from '../../../src/scan/detectors/audit-config.ts'
import {found} from '../findings.ts'

test('finds what cargo deny treats apart, and the comments that tie it to a wasmtime', () => {
  const text = `[advisories]
# Upgrade wasmtime to >=38.0.4 first
ignore = ["RUSTSEC-2025-0118", "RUSTSEC-2020-0001"]
[bans]
skip = [
  { name = "wasmtime", version = "=34.0.2" },
  { name = "addr2line", version = "=0.24.2" }, # wasmtime 34.x
  { name = "syn", version = "=1.0.109" }, # old
  "wasmtime-wasi@34.0.2",
  { crate = "cranelift-codegen:0.121", reason = "wasm" },
]
`
  expect(found(detectAuditConfig, 'deny.toml', text)).toEqual([
    '2:25 wasmtime 38.0.4 (mention): a comment',
    '3:12 wasmtime RUSTSEC-2025-0118: an advisory that is ignored',
    '6:35 wasmtime =34.0.2: cargo deny treats exactly this version apart',
    '7:36 addr2line =0.24.2: an exact version for the wasmtime in the comment',
    '7:59 wasmtime 34 (mention): a comment',
    '9:18 wasmtime-wasi 34.0.2: cargo deny treats exactly this version apart',
    '10:32 cranelift-codegen 0.121: cargo deny treats exactly this version apart',
  ])
})

test('finds the exemptions of cargo vet; audits only tell the past', () => {
  const text = `[[exemptions.wasmtime]]
version = "25.0.0"
criteria = "safe-to-deploy"
[[exemptions.serde]]
version = "1.0.200"
[[audits.wiggle]]
version = "24.0.0"
`
  expect(found(detectAuditConfig, 'supply-chain/config.toml', text)).toEqual([
    '2:12 wasmtime 25.0.0: cargo vet lets exactly this version pass',
    '7:12 wiggle 24.0.0 (mention): an audit of the past',
  ])
})
