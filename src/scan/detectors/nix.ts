import type {Finding} from '../../domain/finding.ts'
import {rustKind, rustNumber} from '../rust-name.ts'
import {findingsOf, lineAt, type SourceFile, type Statement} from '../source-file.ts'
import {wasmTargets} from '../wasm-targets.ts'

/** Nix: `rust-bin.stable."1.75.0"`, `channel = "1.75"` of an overlay, `rustVersion = "1.75.0"`, targets. */
export function detectNix(file: SourceFile): readonly Finding[] {
  const {text} = file
  const rust = [...text.matchAll(overlayRelease), ...text.matchAll(variable)].map((match): Statement => {
    const [whole, key = '', value = ''] = match
    const start = match.index + whole.length - value.length
    const stated = {kind: rustKind(key), start, value}
    // With a hash beside it, the new version alone doesn't build.
    if (hashBehind.test(text.slice(start, start + 200)))
      return {...stated, live: false, why: 'its hash goes with it: by hand'}
    return {...stated, live: true, why: 'toolchain of the Nix shell or build'}
  })
  const statements = [...rust, ...wasmTargets(text)].map(statement =>
    /^\s*#/.test(lineAt(text, statement.start)) ? {...statement, live: false, why: 'a comment'} : statement,
  )
  return findingsOf(file, 'nix', statements)
}

const overlayRelease = new RegExp(String.raw`\b(rust-bin\s*\.\s*stable\s*\.\s*)"(${rustNumber})(?=")`, 'g')
const variable = new RegExp(
  String.raw`(?<![\w.-])(\w{0,30}(?:rust|msrv)\w{0,30}|channel)\s*=\s*"(${rustNumber})(?=")`,
  'gi',
)
const hashBehind = /^[^{}]*\b(?:sha256|hash)\s*=/
