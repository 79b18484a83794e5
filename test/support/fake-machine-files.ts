import type {MachineFiles} from '../../src/domain/ports.ts'

/** A machine with these files and no others; what ends in `*` can be run. */
export function fakeMachineFiles(contents: Readonly<Record<string, string>> = {}): MachineFiles {
  const files = new Map(Object.entries(contents).map(([path, text]) => [path.replace(/\*$/, ''), text]))
  const runnable = new Set(Object.keys(contents).flatMap(path => (path.endsWith('*') ? path.slice(0, -1) : [])))
  const textOf = (path: string, maxBytes = Number.POSITIVE_INFINITY) => {
    const text = files.get(path)
    return text !== undefined && text.length <= maxBytes ? text : undefined
  }
  return {
    async read(path, maxBytes) {
      const text = textOf(path, maxBytes)
      return text === undefined ? undefined : new TextEncoder().encode(text)
    },
    readText: async (path, maxBytes) => textOf(path, maxBytes),
    async list(folder) {
      const below = [...files.keys()].filter(path => path.startsWith(`${folder}/`))
      return [...new Set(below.map(path => path.slice(folder.length + 1).split('/')[0] ?? ''))].toSorted()
    },
    size: async path => textOf(path)?.length,
    modifiedAt: async path => (files.has(path) ? '2026-01-01T00:00:00.000Z' : undefined),
    findProgram: async (name, folders) =>
      folders.map(folder => `${folder}/${name}`).find(program => runnable.has(program)),
  }
}
