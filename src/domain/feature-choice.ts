/** Features that something is built with, as cargo's options say it. */
export type FeatureChoice = {
  /** Undefined for what cargo takes at the workspace's root. */
  readonly package?: string
  readonly isWithoutDefault: boolean
  readonly isAll: boolean
  /** Sorted, each once. */
  readonly features: readonly string[]
}

/** What a set of features is called on a command line: `host: no features` is `host-no-features`. */
export function featureSetId(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}
