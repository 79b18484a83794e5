import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {DiskMount} from '../../src/domain/disk-view.ts'
import {diskPane} from '../../src/ui/panes/disk-pane.ts'
import {forecast, limitsText, mountRow, sparkline} from '../../src/ui/rows/disk-rows.ts'
import {rowWidth} from '../../src/ui/rows/row.ts'
import {drive, keys} from './drive.tsx'
import {disk, fullDisk, idleDisk} from './fake-disks.ts'

test('the view of the disks says what is left, where it goes, what is to be expected and what could be cleaned', async () => {
  const {text, wait} = drive('disk')
  await wait()

  expect(text()).toMatch(/✓ build output {3}38 GB free of 252 GB +▁▁▁▁▁▂▂▃▅▅▇▇ \+120 MB\/min enough/)
  expect(text()).toMatch(/✓ cargo home +13 GB free of 80 GB +steady enough/)
  expect(text()).toContain('May need 3.4 GB more, it fits.')
  expect(text()).toContain('Low below 10 GB, commands are paused below 1.0 GB.')
  expect(text()).toMatch(/Build folder {2}target +about 4\.1 GB/)
  expect(text()).toMatch(/ {3}doc {4}210 MB {3}cargo clean --doc/)
  expect(text()).toContain('Nothing is cleaned now: a command is running.')
})

test('too little room opens the view of the disks, in red, and going on waits for room', async () => {
  const {text, store, press, wait, answer} = drive('low-room')
  await wait()
  expect(text()).toContain('▸4 Disk')
  expect(text()).toContain('810 MB free, short')
  expect(text()).toContain('Paused before the disk is full. What now?')
  expect(text()).toContain('c Go on: 810 MB free, 1.0 GB are to stay free')
  await press('c', keys.enter)
  expect(store.view().question?.id).toBe('room:prove-build')

  // Live: nobody has to ask anew.
  store.setDisk(disk)
  store.flush()
  await press('c')

  expect(await answer).toMatchObject({option: 'go-on'})
})

test('what is to be cleaned is typed by name: that says what, and that it is meant', async () => {
  const {text, press, wait, answer} = drive('low-room')
  await wait()
  await press('f')
  expect(text()).toContain('Clean, by name:')

  await press('d', 'o', keys.enter)
  expect(text()).toContain('Nothing to clean is called do')
  await press('\x7f', '\x7f', 'a', 'l', 'l', keys.enter)
  expect(text()).toContain('Not cleaned: the paused command builds in it')
  await press('\x15', 'd', 'o', 'c', keys.enter)

  expect(await answer).toMatchObject({option: 'clean', text: 'doc'})
})

test('at the gate of a step cleaning is offered where the disks are looked at, and nowhere else', async () => {
  const {text, store, press, wait, answer} = drive('failed')
  store.setDisk(idleDisk)
  store.flush()
  await wait()
  expect(text()).not.toContain('Clean, by name')

  await press('4')
  expect(text()).toContain('f Clean, by name')
  await press('f', 'a', 'l', 'l', keys.enter)

  expect(await answer).toMatchObject({option: 'clean', text: 'all'})
})

test('a view without room for it says it all in fewer words', async () => {
  const {text, wait} = drive('low-room', {columns: 60, rows: 15})
  await wait()

  expect(text()).toMatch(/■ build output +810 MB free/)
})

test('a row is as wide as its place at any width, whatever is known', () => {
  fc.assert(
    fc.property(mounts, fc.integer({min: 40, max: 200}), (mount, width) => {
      expect(rowWidth(mountRow(mount, width))).toBeLessThanOrEqual(width)
      expect(rowWidth(mountRow({...mount, trend: []}, 80))).toBe(rowWidth(mountRow(mount, 80)))
    }),
  )
})

test('the trend is twelve columns, from the lowest block up', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1e12), {maxLength: 12}), trend => {
      const drawn = sparkline(trend.toSorted((a, b) => a - b))

      expect(drawn).toHaveLength(12)
      const heights = [...drawn.trimStart()].map(glyph => '▁▂▃▅▇'.indexOf(glyph))
      expect(heights).toEqual(heights.toSorted((a, b) => a - b))
    }),
  )
  expect(sparkline([0, 1e3])).toBe(`${' '.repeat(10)}▁▁`)
})

test('what is to be expected is said as far as it is known', () => {
  const [build] = disk.mounts as [DiskMount]
  const without = {...disk, needBytes: 0, mounts: [{...build, perMinute: 0}]}

  expect(forecast(without).text).toBe('')
  expect(forecast({...without, mounts: [{...build, fullInMs: 12 * 60_000}]}).text).toBe('full in 12 min at this pace')
  expect(forecast({...disk, needBytes: 40e9})).toEqual({text: 'may need 40 GB more, 2.6 GB too much', style: 'warn'})
  expect(limitsText({...build, stopBytes: 0})).toBe('Commands are never paused for want of room.')
})

test('beside the session it takes five rows, whatever there is to say', () => {
  const size = {columns: 200, rows: 60}
  const {store} = drive('running', size)
  for (const shown of [disk, fullDisk, {...disk, mounts: disk.mounts.slice(0, 1), needBytes: 0}]) {
    store.setDisk(shown)
    expect(diskPane.rows(store.view(), {width: 40, height: 20})).toHaveLength(5)
  }
})

const mounts: fc.Arbitrary<DiskMount> = fc.record({
  names: fc.constant(['build output', 'session']),
  path: fc.constant('/home/ada/photondrift/target'),
  sizeBytes: fc.nat(9e12),
  freeBytes: fc.nat(9e12),
  warnBytes: fc.constant(10e9),
  stopBytes: fc.constant(1e9),
  level: fc.constantFrom('ok', 'warning', 'stop'),
  trend: fc.array(fc.nat(1e12), {minLength: 12, maxLength: 12}),
  perMinute: fc.integer({min: -1e11, max: 1e11}),
})
