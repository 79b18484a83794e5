import {statfs} from 'node:fs/promises'
import type {Disk} from '../domain/ports.ts'

export const disk: Disk = {
  async free(path) {
    const {bavail, bsize} = await statfs(path)
    return bavail * bsize
  },
}
