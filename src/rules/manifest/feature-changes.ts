import type {TomlChange} from '../../editors/edit-toml.ts'
import type {ManifestDependency} from './manifest-dependency.ts'

/** Switches a feature on where a dependency is stated; nothing when it is on there already. */
export function withFeature(dependency: ManifestDependency, feature: string): readonly TomlChange[] {
  const {at, features, fields, isBareText, requirement} = dependency
  if (features.some(one => one.feature === feature)) return []
  if (isBareText) return [{do: 'replace', at, value: `{ version = "${requirement}", features = ["${feature}"] }`}]
  if (fields.has('features') || features.length > 0) return [{do: 'add-item', at: [...at, 'features'], item: feature}]
  return [{do: 'add-key', at, key: 'features', value: `["${feature}"]`}]
}

/** Another name for a feature wherever the manifest names it; where the new name stands beside it, the old one goes. */
export function renamedFeature(
  {features, passedOn}: ManifestDependency,
  from: string,
  to: string,
): readonly TomlChange[] {
  const isThere = features.some(({feature}) => feature === to)
  const listed = features
    .filter(({feature}) => feature === from)
    .map(({at}): TomlChange => (isThere ? {do: 'remove-item', at} : {do: 'set', at, to}))
  const passed = passedOn
    .filter(({feature}) => feature === from)
    .map(({at, item}): TomlChange => ({do: 'set', at, to: `${item.slice(0, item.indexOf('/') + 1)}${to}`}))
  return [...passed, ...listed]
}

/** Takes a feature out wherever the manifest names it. */
export function withoutFeature({features, passedOn}: ManifestDependency, gone: string): readonly TomlChange[] {
  const items = [...features, ...passedOn].filter(({feature}) => feature === gone)
  // From the last to the first: an item that goes moves those behind it.
  return items.toReversed().map(({at}): TomlChange => ({do: 'remove-item', at}))
}
