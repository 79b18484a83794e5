import {resolved} from '../../rust-source/meaning-of.ts'
import type {RustUse} from '../rule.ts'

/**
 * How a full path such as `wasmtime::component::HasSelf` is written at a place: by the names that are imported there,
 * else in full, under the name that the package has for the crate. Undefined when the package doesn't know the crate.
 */
export function pathTo(path: string, {leaf, file}: Pick<RustUse, 'leaf' | 'file'>): string | undefined {
  const segments = path.split('::')
  for (let last = segments.length - 1; last > 0; last--) {
    const known = resolved([segments[last] ?? ''], leaf, file)
    if (known.length === 1 && known[0] === segments.slice(0, last + 1).join('::'))
      return segments.slice(last).join('::')
  }
  const crate = crateName(segments[0] ?? '', file.names.crates)
  return crate === undefined ? undefined : [crate, ...segments.slice(1)].join('::')
}

/**
 * How a full path is written out where `written` was: with the longest beginning of it that still leads there, so that
 * `wasi::bindings` stays below `wasi`.
 */
export function spelledOut(path: string, written: readonly string[], use: Pick<RustUse, 'leaf' | 'file'>) {
  for (let count = written.length; count > 0; count--) {
    const [base, ...others] = resolved(written.slice(0, count), use.leaf, use.file)
    if (base === undefined || others.length > 0) continue
    if (path === base) return written.slice(0, count).join('::')
    if (path.startsWith(`${base}::`)) return `${written.slice(0, count).join('::')}${path.slice(base.length)}`
  }
  return pathTo(path, use)
}

/** The name under which a package's code knows a crate; its own name where it has that one. */
export function crateName(crate: string, crates: ReadonlyMap<string, string>): string | undefined {
  if (crates.get(crate) === crate) return crate
  return [...crates].find(([, called]) => called === crate)?.[0]
}
