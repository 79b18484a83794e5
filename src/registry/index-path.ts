/** Where an index keeps a crate: `1/a`, `2/ab`, `3/a/abc`, `wa/sm/wasmtime`. */
export function indexPath(crate: string): string {
  const name = crate.toLowerCase()
  if (name.length <= 2) return `${name.length}/${name}`
  if (name.length === 3) return `3/${name.slice(0, 1)}/${name}`
  return `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`
}

/** Whether cargo would take the text for a crate's name: nothing that could be read as an option, a version or a path. */
export function isCrateName(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/.test(text)
}
