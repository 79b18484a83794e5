import {stat, statfs} from 'node:fs/promises'
import path from 'node:path'
import type {Disk} from '../domain/ports.ts'
import {isSystemError} from './system-error.ts'

export const disk: Disk = {
  free: freeBytes,
  async mount(wanted) {
    const there = await nearestThere(wanted)
    const [{dev}, {bavail, blocks, bsize}] = await Promise.all([stat(there, {bigint: true}), statfs(there)])
    return {device: dev.toString(), sizeBytes: blocks * bsize, freeBytes: bavail * bsize}
  },
}

async function freeBytes(path: string): Promise<number> {
  const {bavail, bsize} = await statfs(path)
  return bavail * bsize
}

/** The path itself, or the first folder above it that exists and may be looked at. */
async function nearestThere(wanted: string): Promise<string> {
  try {
    await stat(wanted)
    return wanted
  } catch (error) {
    const above = path.dirname(wanted)
    if (above === wanted || !isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP')) throw error
    return nearestThere(above)
  }
}
