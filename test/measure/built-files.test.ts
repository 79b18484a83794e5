import {expect, test} from 'vitest'
import {readBuiltFiles} from '../../src/measure/built-files.ts'

const built = (
  kind: string,
  name: string,
  {test: isTest = false, executable = null as string | null, filenames = ['/t/x']},
) =>
  JSON.stringify({
    reason: 'compiler-artifact',
    package_id: `path+file:///r#${name}@0.1.0`,
    manifest_path: '/r/Cargo.toml',
    target: {kind: [kind], crate_types: [kind], name, src_path: '/r/src/lib.rs'},
    profile: {opt_level: '0', test: isTest},
    features: [],
    filenames,
    executable,
    fresh: true,
  })

test('programs and wasm that cargo built are told, each once; libraries, build scripts and test programs are not', () => {
  const program = built('bin', 'host', {executable: '/t/debug/host', filenames: ['/t/debug/host']})
  const output = [
    '   Compiling host v0.1.0',
    program,
    built('lib', 'wasm-tools', {filenames: ['/t/debug/libwasm_tools.rlib']}),
    built('custom-build', 'build-script-build', {filenames: ['/t/debug/build/x/build-script-build']}),
    built('bin', 'host', {test: true, executable: '/t/debug/deps/host-1', filenames: ['/t/debug/deps/host-1']}),
    built('cdylib', 'guest', {
      filenames: ['/t/wasm32-wasip1/release/guest.wasm', '/t/wasm32-wasip1/release/libguest.rlib'],
    }),
    built('bin', 'tool', {
      executable: '/t/wasm32-wasip1/release/tool.wasm',
      filenames: ['/t/wasm32-wasip1/release/tool.wasm'],
    }),
    built('cdylib', 'inner', {filenames: ['/t/wasm32-wasip1/release/deps/inner.wasm']}),
    program,
    '{"reason":"compiler-artifact" and then nothing that is a .wasm"',
    '{"reason":"build-finished","success":true}',
  ].join('\n')

  expect(readBuiltFiles(output)).toEqual([
    {kind: 'binary', name: 'host', path: '/t/debug/host'},
    {kind: 'wasm', name: 'guest', path: '/t/wasm32-wasip1/release/guest.wasm'},
    {kind: 'wasm', name: 'tool', path: '/t/wasm32-wasip1/release/tool.wasm'},
  ])
})
