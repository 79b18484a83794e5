import {readFile} from 'node:fs/promises'
import path from 'node:path'
import {promisify} from 'node:util'
import {gunzip} from 'node:zlib'
import type {PackedFiles} from '../domain/ports.ts'

/** The files that the build put beside the bundle, compressed. `folder` is the absolute folder of the bundle. */
export function createPackedFiles(folder: string): PackedFiles {
  return {
    async read(name) {
      return new Uint8Array(await promisify(gunzip)(await readFile(path.join(folder, `${name}.gz`))))
    },
  }
}
