/**
 * Whether a method of wasmtime's API that once gave nothing gives a `Result` in a major. Only those are listed that
 * rules write calls of; the majors are those of the signatures in the sources of each release (seen up to 48).
 */
export function isFallibleAt(method: string, major: number): boolean {
  return (spans[method] ?? []).some(([from, to]) => from <= major && major < to)
}

const forever = Number.POSITIVE_INFINITY
const spans: Readonly<Record<string, readonly (readonly [from: number, before: number])[]>> = {
  'wasmtime::Store.gc': [[42, forever]],
  'wasmtime::Store.gc_async': [
    [33, 37],
    [46, forever],
  ],
}
