const mebibyte = 1024 ** 2

/**
 * What builds and downloads take, measured in November 2026 with Rust 1.95 on x86_64 Linux by `du -sk`. Estimates are made
 * from these and nothing else; to measure again, run an upgrade on a repository of one's own and look at the same folders.
 */
export const measuredSizes = {
  /** Build output a locked package: 1.06 GiB for 427 packages that were only checked (a build that fails halfway) … */
  leastBuildPerPackage: 2.5 * mebibyte,
  /** … and 3.3 GiB for 171 packages checked, built and tested before and after a change of wasmtime. */
  mostBuildPerPackage: 20 * mebibyte,
  /** Of a finished build, what one with another wasmtime adds: 1.15 GiB beside 2.6 GiB. */
  shareBuiltAgain: 0.4,
  /** A crate in cargo's home, packed and unpacked: 263 MB and 2,147 MB for 1,650 crates. */
  crate: 1.43 * mebibyte,
  /** Packages in a lockfile, the median of seven repositories that embed wasmtime: from 171 to 940. */
  lockedPackages: 723,
  /** A toolchain of the minimal profile with clippy and rustfmt: the default one, 1.36 GiB, less 795 MiB of documents. */
  toolchain: 600 * mebibyte,
  /** The standard library for one target: that of x86_64 Linux. */
  target: 177 * mebibyte,
  /** A test program that embeds wasmtime, with debug information: 160 MiB. */
  program: 160 * mebibyte,
  /** A state file with the logs of its commands: 1.0 and 2.3 MiB after two upgrades; with room for larger ones. */
  session: 16 * mebibyte,
} as const
