import type {Reading} from '../domain/measurement.ts'

/** What a number is called in reports and on screens: `cargo check`, `plugins/a.wasm`, `bench parse/large`. */
export function readingName({kind, name}: Pick<Reading, 'kind' | 'name'>): string {
  switch (kind) {
    case 'check-time':
      return named('cargo check', name)
    case 'build-time':
      return named('cargo build', name)
    case 'test-time':
      return named('test run', name)
    case 'bench':
      return `bench ${name}`
    case 'image-size':
      return `image ${name}`
    case 'wasm-size':
    case 'binary-size':
    case 'command':
      return name
    default:
      return kind satisfies never
  }
}

function named(command: string, name: string): string {
  return name === '' ? command : `${command} (${name})`
}
