import type {FeatureChoice} from '../domain/feature-choice.ts'

/** A choice of features with the manifest it is for, as `cargo hack` names it. */
export type HackChoice = Omit<FeatureChoice, 'package'> & {readonly manifest: string}

/**
 * What `cargo hack check --each-feature --print-command-list` would run, a command a line, such as
 * `cargo check --manifest-path host/Cargo.toml --no-default-features --features std`. Other lines are skipped.
 */
export function readHackList(text: string): readonly HackChoice[] {
  return text.split('\n').flatMap(line => {
    const words = line.trim().split(/\s+/)
    const manifest = valueAfter(words, '--manifest-path')
    if (words[0] !== 'cargo' || words[1] !== 'check' || manifest === undefined) return []
    const features = (valueAfter(words, '--features') ?? '').split(',').filter(name => name !== '')
    const [isWithoutDefault, isAll] = [words.includes('--no-default-features'), words.includes('--all-features')]
    return [{manifest, isWithoutDefault, isAll, features: features.toSorted()}]
  })
}

function valueAfter(words: readonly string[], option: string): string | undefined {
  const at = words.indexOf(option)
  return at === -1 ? undefined : words[at + 1]
}
