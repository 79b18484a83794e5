// What ast-grep's package doesn't declare: the module behind its entry, which is meant for bundlers.

declare module '@ast-grep/wasm/wasm_bg.js' {
  export * from '@ast-grep/wasm'
  export function __wbg_set_wasm(exports: unknown): void
}

declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{readonly instance: {readonly exports: Readonly<Record<string, unknown>>}}>
}
