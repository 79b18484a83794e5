import type {DiskView} from '../domain/disk-view.ts'
import {sizeText} from '../domain/size-text.ts'
import {plainText} from './plain-text.ts'

/** Says once of each disk that it gets full, and again when it does so after there was room. */
export function tellLowRoom(write: (line: string) => void): (view: DiskView) => void {
  const told = new Set<string>()
  return ({mounts}) => {
    for (const {path, names, freeBytes, level} of mounts) {
      if (level === 'ok') told.delete(path)
      else if (!told.has(path)) {
        told.add(path)
        write(plainText(`${sizeText(freeBytes)} left on the disk of ${path} (${names.join(', ')})`))
      }
    }
  }
}
