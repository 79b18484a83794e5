/** Features that something is built with, as cargo's options say it. */
export type FeatureChoice = {
  /** Undefined for what cargo takes at the workspace's root. */
  readonly package?: string
  readonly isWithoutDefault: boolean
  readonly isAll: boolean
  /** Sorted, each once. */
  readonly features: readonly string[]
}
