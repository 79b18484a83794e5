import type {RoomForecast} from '../domain/target.ts'
import type {MountNeed} from './disk-needs.ts'
import {measuredSizes} from './measured-sizes.ts'

/** The needs of all disks as the choice of a target shows them; undefined where nobody knows what a build takes. */
export function forecastRoom(mounts: readonly MountNeed[]): RoomForecast | undefined {
  const placeOf = (name: string) => mounts.flatMap(({places}) => places).find(place => place.name === name)
  const build = placeOf('build output')
  const mount = mounts.find(({places}) => places.some(place => place === build))
  if (build === undefined || mount === undefined) return undefined
  return {
    buildLeast: build.leastBytes,
    buildMost: build.needBytes,
    crates: placeOf('cargo home')?.needBytes ?? 0,
    toolchain: measuredSizes.toolchain,
    free: mount.freeBytes,
  }
}
