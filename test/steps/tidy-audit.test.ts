import {expect, test} from 'vitest'
import type {Tree} from '../../src/domain/ports.ts'
import {tidyAudit} from '../../src/steps/tidy-audit.ts'
import {scriptedStepContext} from '../support/scripted-step-context.ts'
import {applyWrites, lockfile, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const manifest = '[package]\nname = "host"\nversion = "0.1.0"\n\n[dependencies]\nwasmtime = "36"\n'
const deny = [
  '[advisories]',
  'ignore = [',
  '    # Until wasmtime is raised',
  '    "RUSTSEC-2024-0438",',
  '    "RUSTSEC-2025-0046",  # wasmtime',
  '',
  '    "RUSTSEC-2023-0001", # somebody else',
  ']',
  '',
  '[bans]',
  'skip = [',
  '    { name = "syn", version = "=1.0.109" },',
  '    # Wasmtime ecosystem (25.0.3)',
  '    { name = "wasmtime", version = "=25.0.3" },',
  ']',
  '',
].join('\r\n')

/** Tidies, and proves that a second look finds nothing left. */
async function tidied(tree: Tree, path: string): Promise<{after: string | undefined; said: readonly string[]}> {
  const kind = tidyAudit(stepDeps(tree))
  const ctx = scriptedStepContext(tree)
  const inspection = await kind.inspect(ctx)
  if (inspection.kind !== 'needed') throw new Error(JSON.stringify(inspection))
  expect((await kind.verify(ctx, undefined)).kind).toBe('failed')
  await applyWrites(tree, inspection)
  expect((await kind.inspect(ctx)).kind).toBe('done')
  expect((await kind.verify(ctx, undefined)).kind).toBe('ok')
  return {after: await tree.readText(path), said: inspection.summary.split('\n')}
}

test.each([
  ['before the lockfile is refreshed', lockfile('wasmtime 25.0.3')],
  ['afterwards', lockfile('wasmtime 36.0.14')],
])('ignores of what is fixed and pins of what is gone go with their comments, %s', async (_when, locked) => {
  const tree = await temporaryRepository({'Cargo.toml': manifest, 'deny.toml': deny, 'Cargo.lock': locked})

  const {after, said} = await tidied(tree, 'deny.toml')

  expect(after?.split('\r\n')).toEqual([
    '[advisories]',
    'ignore = [',
    '',
    '    "RUSTSEC-2023-0001", # somebody else',
    ']',
    '',
    '[bans]',
    'skip = [',
    '    { name = "syn", version = "=1.0.109" },',
    ']',
    '',
  ])
  expect(said).toEqual([
    'Audit tools: 3 places in 1 file',
    'deny.toml:4: RUSTSEC-2024-0438 hits no wasmtime any more',
    'deny.toml:5: RUSTSEC-2025-0046 hits no wasmtime any more',
    'deny.toml:14: wasmtime 25.0.3 is no more',
  ])
})

test('an ignore stays as long as a second copy is hit', async () => {
  const tree = await temporaryRepository({
    'Cargo.toml': manifest,
    '.cargo/audit.toml': '[advisories]\nignore = ["RUSTSEC-2025-0046"]\n',
    'Cargo.lock': lockfile('wasmtime 25.0.3', 'wasmtime 36.0.14'),
  })

  expect(await tidyAudit(stepDeps(tree)).inspect(scriptedStepContext(tree))).toEqual({
    kind: 'done',
    evidence:
      'No audit tool is told anything of a wasmtime that is no more\n.cargo/audit.toml:2: RUSTSEC-2025-0046 is still needed: it hits wasmtime 25.0.3',
  })
})

test.each([
  ['before the lockfile is refreshed', lockfile('wasmtime 25.0.3')],
  ['afterwards', lockfile('wasmtime 36.0.14')],
])(
  'nobody is made to trust a version: exemptions and audits stay and are told with what to run, %s',
  async (_when, locked) => {
    const tree = await temporaryRepository({
      'Cargo.toml': manifest,
      'supply-chain/config.toml': '[[exemptions.wasmtime]]\nversion = "25.0.3" # unseen\ncriteria = "safe-to-deploy"\n',
      'supply-chain/audits.toml': '[[audits.wasmtime]]\nversion = "25.0.3"\ncriteria = "safe-to-deploy"\n',
      'Cargo.lock': locked,
    })
    const kind = tidyAudit(stepDeps(tree))

    expect(await kind.inspect(scriptedStepContext(tree))).toEqual({
      kind: 'done',
      evidence: [
        'No audit tool is told anything of a wasmtime that is no more',
        'supply-chain/config.toml:2: exempts wasmtime 25.0.3 only: cargo vet diff wasmtime 25.0.3 36.0.14, then cargo vet certify wasmtime 25.0.3 36.0.14; or unseen, cargo vet add-exemption wasmtime 36.0.14',
      ].join('\n'),
    })
    expect((await kind.verify(scriptedStepContext(tree), undefined)).kind).toBe('ok')
  },
)

test('an exemption for a crate that is gone is said to be for nothing', async () => {
  const tree = await temporaryRepository({
    'Cargo.toml': manifest,
    'supply-chain/config.toml': '[[exemptions.wasmtime-wasi]]\nversion = "25.0.3"\n',
    'Cargo.lock': lockfile('wasmtime 36.0.14'),
  })

  expect(await tidyAudit(stepDeps(tree)).inspect(scriptedStepContext(tree))).toMatchObject({
    evidence: expect.stringContaining(
      'supply-chain/config.toml:2: exempts wasmtime-wasi 25.0.3, which is no more: cargo vet prune takes it out',
    ),
  })
})

test('an exemption stays while its dead neighbours in other files go', async () => {
  const exempted = '[[exemptions.wasmtime]]\nversion = "25.0.3"\ncriteria = "safe-to-deploy"\n'
  const tree = await temporaryRepository({
    'Cargo.toml': manifest,
    'deny.toml': deny,
    'supply-chain/config.toml': exempted,
    'Cargo.lock': lockfile('wasmtime 36.0.14'),
  })

  const {said} = await tidied(tree, 'deny.toml')

  expect(said.at(-1)).toContain('supply-chain/config.toml:2: exempts wasmtime 25.0.3 only')
  expect(await tree.readText('supply-chain/config.toml')).toBe(exempted)
})
