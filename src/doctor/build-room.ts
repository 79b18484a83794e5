import {count} from '../domain/count.ts'
import {neededBytes} from '../gates/enough-disk.ts'
import {measuredSizes} from './measured-sizes.ts'

/** A need as a range: below the least it can't work, above the most it always should. Bytes. */
export type Room = {readonly leastBytes: number; readonly needBytes: number; readonly how: string}

/**
 * What building before and after the upgrade adds to the build folder. From what stands there already, when that is a whole
 * build, and from the number of locked packages; both undefined when they aren't known.
 */
export function buildRoom(present: {
  readonly builtBytes: number | undefined
  readonly lockedPackages: number | undefined
}): Room {
  const {builtBytes = 0, lockedPackages: packages} = present
  const least = (packages ?? 0) * measuredSizes.leastBuildPerPackage
  const most = (packages ?? measuredSizes.lockedPackages) * measuredSizes.mostBuildPerPackage
  // Less than the least is no whole build; it tells nothing.
  if (builtBytes > Math.max(least, neededBytes)) {
    return room(
      Math.min(builtBytes * measuredSizes.shareBuiltAgain, least),
      Math.min(builtBytes, most),
      `${gibibytes(builtBytes)} GiB of build output are there; other versions are built beside it`,
    )
  }
  const each = `${mebibytes(measuredSizes.leastBuildPerPackage)} to ${mebibytes(measuredSizes.mostBuildPerPackage)} MiB each`
  if (packages !== undefined) return room(least, most, `${count(packages, 'locked package')}, ${each}`)
  return room(
    0,
    most,
    `no lockfile; ${measuredSizes.lockedPackages} packages as in others that embed wasmtime, ${each}`,
  )
}

function room(least: number, most: number, how: string): Room {
  return {leastBytes: Math.round(Math.max(least, neededBytes)), needBytes: Math.round(Math.max(most, neededBytes)), how}
}

function gibibytes(bytes: number): string {
  return (bytes / 1024 ** 3).toFixed(1)
}

function mebibytes(bytes: number): string {
  return String(bytes / 1024 ** 2)
}
