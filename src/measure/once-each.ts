import type {FoundAdvisory} from '../domain/measurement.ts'

/** Each advisory once for a package: where it hits several of its versions, these stand together, `24.0.5, 36.0.2`. */
export function onceEach(list: readonly FoundAdvisory[]): readonly FoundAdvisory[] {
  const rows = new Map<string, FoundAdvisory>()
  for (const one of list) {
    const key = JSON.stringify([one.id, one.package])
    const seen = rows.get(key)
    rows.set(key, seen === undefined ? one : {...seen, version: `${seen.version}, ${one.version}`})
  }
  return [...rows.values()]
}
