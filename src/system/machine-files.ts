import {access, constants, readdir, readFile, stat} from 'node:fs/promises'
import path from 'node:path'
import type {MachineFiles} from '../domain/ports.ts'

/** Files of this machine outside the repository. What can't be read is the same as what isn't there. */
export const machineFiles: MachineFiles = {
  read,
  async readText(file, maxBytes) {
    const bytes = await read(file, maxBytes)
    return bytes === undefined ? undefined : decode(bytes)
  },
  async list(folder) {
    const names = await readdir(folder).catch(() => [])
    return names.toSorted()
  },
  async size(file) {
    const found = await stat(file).catch(() => undefined)
    return found?.isFile() === true ? found.size : undefined
  },
  async modifiedAt(file) {
    const found = await stat(file).catch(() => undefined)
    return found?.mtime.toISOString()
  },
  async findProgram(name, folders) {
    for (const folder of folders) {
      const program = path.join(folder, name)
      // The shell takes relative folders from where it stands: here that could be the repository.
      if (path.isAbsolute(folder) && (await canRun(program))) return program
    }
    return undefined
  },
}

/** Asks for the kind and the size first: a pipe would never end, and a device doesn't either. */
async function read(file: string, maxBytes = defaultMaxBytes): Promise<Uint8Array | undefined> {
  const found = await stat(file).catch(() => undefined)
  if (found === undefined || !found.isFile() || found.size > maxBytes) return undefined
  return readFile(file).catch(() => undefined)
}

async function canRun(program: string): Promise<boolean> {
  const found = await stat(program).catch(() => undefined)
  if (found?.isFile() !== true) return false
  return access(program, constants.X_OK).then(
    () => true,
    () => false,
  )
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch {
    return undefined
  }
}

const defaultMaxBytes = 16 * 1024 * 1024
