import {describe, expect, test} from 'vitest'
import {isDevelopmentTarget, readCargoMessages} from '../../src/measure/cargo-messages.ts'

const host = {package_id: 'path+file:///repo/crates/host#1.2.3', manifest_path: '/repo/crates/host/Cargo.toml'}
const cli = {package_id: 'path+file:///repo/cli%20tool#wizard-cli@0.1.0', manifest_path: '/repo/cli tool/Cargo.toml'}
const registry = {
  package_id: 'registry+https://index.example/crates#anyhow@1.0.100',
  manifest_path: '/home/ada/.cargo/registry/src/anyhow-1.0.100/Cargo.toml',
}

function artifact(
  of: typeof host,
  kind: string,
  name: string,
  executable: string | null,
  isTest = executable !== null,
) {
  return {
    reason: 'compiler-artifact',
    ...of,
    target: {kind: [kind], name},
    profile: {test: isTest},
    executable,
    fresh: true,
  }
}

function diagnostic(of: typeof host, kind: string, name: string, message: Record<string, unknown>) {
  return {
    reason: 'compiler-message',
    ...of,
    target: {kind: [kind], name},
    message: {level: 'error', message: '', ...message},
  }
}

const lines = (...messages: readonly unknown[]) =>
  messages.map(message => (typeof message === 'string' ? message : JSON.stringify(message))).join('\n')

describe('test programs', () => {
  test('are named by package and target, and stand in the order of these names', () => {
    const kinds = ['bench', 'bin', 'example', 'lib', 'proc-macro', 'rlib', 'test']
    const asBuilt = ['lib', 'proc-macro', 'rlib', 'bin', 'test', 'example', 'bench']
    const output = lines(...asBuilt.map(kind => artifact(host, kind, `a-${kind}`, `/target/${kind}`)))

    expect(readCargoMessages(output)).toEqual({
      executables: ['benches/a-bench', 'bin/a-bin', 'examples/a-example', 'lib', 'lib', 'lib', 'tests/a-test'].map(
        (label, index) => ({
          target: `host/${label}`,
          executable: `/target/${kinds[index]}`,
          packageFolder: '/repo/crates/host',
          packageName: 'host',
        }),
      ),
      failedTargets: [],
      errors: [],
    })
  })

  test('are found among anything else that is printed', () => {
    const output = lines(
      '   Compiling host v1.2.3',
      '{"reason":"build-script-executed","package_id":"x"}',
      '{broken',
      '{}',
      'null',
      artifact(host, 'bin', 'host', '/target/host', false),
      artifact(host, 'lib', 'host', null, true),
      artifact(cli, 'test', 'end to end', '/target/e2e'),
      '{"reason":"build-finished","success":true}',
      '',
    )

    for (const text of [output, output.replaceAll('\n', '\r\n')])
      expect(readCargoMessages(text)).toEqual({
        executables: [
          {
            target: 'wizard-cli/tests/end to end',
            executable: '/target/e2e',
            packageFolder: '/repo/cli tool',
            packageName: 'wizard-cli',
          },
        ],
        failedTargets: [],
        errors: [],
      })
  })

  test('belong to their package in every spelling of its id', () => {
    const ids = [
      ['path+file:///repo/crates/host#1.2.3', 'host'],
      ['path+file:///repo/crates/host#other-name@1.2.3', 'other-name'],
      ['path+file:///repo/at@home/host#1.2.3', 'host'],
      ['path+file:///repo/at@home/host#other-name@1.2.3', 'other-name'],
      ['path+file:///repo/crates/host#1.2.3-rc.1+build', 'host'],
      ['other-name 1.2.3 (path+file:///repo/crates/host)', 'other-name'],
      ['other-name 1.2.3 (path+file:///repo/at@home/host)', 'other-name'],
    ]

    const names = ids.map(([id = '']) =>
      readCargoMessages(lines({...artifact(host, 'bin', 'b', '/b'), package_id: id})).executables.map(
        one => one.target,
      ),
    )

    expect(names).toEqual(ids.map(([, name]) => [`${name}/bin/b`]))
  })
})

describe('targets that do not compile', () => {
  test('are named once each, in order, with the errors as cargo shows them', () => {
    const output = lines(
      diagnostic(host, 'test', 'plugins', {rendered: '\x1b[1;31merror[E0425]\x1b[0m: cannot find `x`\n\n'}),
      diagnostic(host, 'test', 'plugins', {rendered: null, message: 'aborting'}),
      diagnostic(host, 'lib', 'host', {level: 'warning', rendered: 'warning: unused'}),
      diagnostic(cli, 'custom-build', 'build-script-build', {rendered: 'error: b'}),
      diagnostic(registry, 'lib', 'anyhow', {rendered: 'error: c'}),
    )

    expect(readCargoMessages(output)).toEqual({
      executables: [],
      failedTargets: ['anyhow (dependency)', 'host/tests/plugins', 'wizard-cli/build/build-script-build'],
      errors: ['error[E0425]: cannot find `x`', 'aborting', 'error: b', 'error: c'],
    })
  })

  test('are the unit tests of a library that compiles by itself', () => {
    const output = lines(
      artifact(host, 'lib', 'host', null),
      diagnostic(host, 'lib', 'host', {rendered: 'error: in a test'}),
      diagnostic(cli, 'lib', 'cli', {rendered: 'error: in the library'}),
    )

    expect(readCargoMessages(output).failedTargets).toEqual(['host/lib (unit tests)', 'wizard-cli/lib'])
  })

  test('only serve development when they are tests, examples or benches', () => {
    const labels = [
      'a/lib',
      'a/bin/tests',
      'a/lib (unit tests)',
      'a/tests/x',
      'a/examples/x',
      'a/benches/x',
      'anyhow (dependency)',
    ]

    expect(labels.filter(isDevelopmentTarget)).toEqual([
      'a/lib (unit tests)',
      'a/tests/x',
      'a/examples/x',
      'a/benches/x',
    ])
  })
})
