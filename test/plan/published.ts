import type {PublishedVersion} from '../../src/domain/ports.ts'
import type {Published} from '../../src/plan/judge-holders.ts'

/** `javy 7.0.0 <- wasmtime ^48, serde 1` for what a registry publishes; `yanked` before the arrow. */
export function published(...lines: readonly string[]): Published {
  const all = new Map<string, PublishedVersion[]>()
  for (const line of lines) {
    const [own = '', dependencies = ''] = line.split(' <- ')
    const [crate = '', version = '', mark] = own.split(' ')
    const release = {version, isYanked: mark === 'yanked', features: {}, dependencies: dependenciesIn(dependencies)}
    all.set(crate, [...(all.get(crate) ?? []), release])
  }
  return all
}

function dependenciesIn(text: string): PublishedVersion['dependencies'] {
  if (text === '') return []
  return text.split(', ').map(entry => {
    const [crate = '', requirement = '', kind = 'normal'] = entry.split(' ')
    return {crate, requirement, kind: kind === 'dev' ? 'dev' : 'normal', isOptional: false}
  })
}
