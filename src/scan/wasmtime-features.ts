import type {Manifest} from '../domain/survey.ts'

/**
 * The features of a package with which an optional crate is compiled, nearest first: those that name it, then those
 * that turn these on. Empty when the crate is never optional, or when the default features turn it on already.
 */
export function featuresThatEnable(manifest: Manifest, crate: string): readonly string[] {
  const entries = manifest.requirements.filter(
    requirement =>
      requirement.crate === crate && requirement.table !== 'workspace.dependencies' && requirement.table !== 'patch',
  )
  if (entries.length === 0 || entries.some(({isOptional}) => !isOptional)) return []
  const keys = [...new Set(entries.map(({key}) => key))]
  const enabling = enablingFeatures(manifest.features, keys)
  if (enabling.includes('default')) return []
  if (enabling.length > 0) return enabling
  // Without `dep:`, an optional dependency is a feature of its own name.
  const {features} = manifest
  return keys.filter(key => !Object.values(features).some(names => names.includes(`dep:${key}`)))
}

function enablingFeatures(features: Manifest['features'], keys: readonly string[]): readonly string[] {
  const found: string[] = []
  let wanted = (item: string) => keys.some(key => item === `dep:${key}` || item === key || item.startsWith(`${key}/`))
  for (;;) {
    const layer = Object.entries(features)
      .filter(([name, items]) => !found.includes(name) && items.some(wanted))
      .map(([name]) => name)
    if (layer.length === 0) return found
    found.push(...layer)
    wanted = item => layer.includes(item)
  }
}
