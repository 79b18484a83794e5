import {expect, test} from 'vitest'
import type {MountNeed} from '../../src/doctor/disk-needs.ts'
import {forecastRoom} from '../../src/doctor/forecast-room.ts'

const place = (name: string, leastBytes: number, needBytes: number) => ({
  name,
  path: `/${name}`,
  leastBytes,
  needBytes,
  how: '',
})
const mount = (freeBytes: number, ...places: MountNeed['places']): MountNeed => ({
  path: '/',
  device: String(freeBytes),
  freeBytes,
  leastBytes: 0,
  needBytes: 0,
  places,
})

test('the forecast is of the disk that is built on, with what is downloaded to any', () => {
  const mounts = [
    mount(50, place('cargo home', 0, 7), place('session', 0, 1)),
    mount(90, place('build output', 10, 30)),
  ]

  expect(forecastRoom(mounts)).toMatchObject({buildLeast: 10, buildMost: 30, crates: 7, free: 90})
  expect(forecastRoom([mount(50, place('cargo home', 0, 7))])).toBeUndefined()
})
