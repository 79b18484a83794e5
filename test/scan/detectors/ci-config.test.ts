import {expect, test} from 'vitest'
import {detectCiConfig} from '../../../src/scan/detectors/ci-config.ts'
import {detectors} from '../../../src/scan/detectors.ts'
import {found} from '../findings.ts'

test('finds images, variables and commands of GitLab', () => {
  const text = `
image: rust:1.75-slim
variables:
  RUST_VERSION: "1.75.0"
  NODE_VERSION: "1.20"
msrv:
  variables: {RUST_TOOLCHAIN: 1.70}
  image: {name: "rust:1.70"}
  before_script:
    - rustup target add wasm32-wasi
  script:
    - cargo +1.70 check
`
  expect(found(detectCiConfig, '.gitlab-ci.yml', text)).toEqual([
    '2:13 toolchain 1.75: image the build runs in',
    '4:18 toolchain 1.75.0: variable RUST_VERSION',
    '7:31 msrv 1.70: unquoted: YAML reads the number 1.7',
    '8:23 toolchain 1.70: image the build runs in',
    '10:25 wasm-target wasm32-wasi: target name that Rust 1.84 removed',
    '12:14 toolchain 1.70: toolchain of a command',
  ])
})

test.each([
  [
    '.circleci/config.yml',
    'jobs:\n  build:\n    docker: [{image: cimg/rust:1.75.0}]\n',
    '3:32 toolchain 1.75.0: image the build runs in',
  ],
  [
    'azure-pipelines.yml',
    'variables:\n  - name: RUST_VERSION\n    value: 1.75\n',
    '3:12 toolchain 1.75: variable RUST_VERSION',
  ],
  ['.cirrus.yml', 'container: {image: "rust:1.75"}\n', '1:26 toolchain 1.75: image the build runs in'],
  [
    'docker-compose.yml',
    'services: {a: {build: {args: ["RUST_VERSION=1.75"]}}}\n',
    '1:45 toolchain 1.75: variable RUST_VERSION',
  ],
  ['.readthedocs.yaml', 'build: {tools: {rust: "1.75"}}\n', '1:24 toolchain 1.75: variable rust'],
])('finds the Rust of %s', (path, text, finding) => {
  expect(detectors.find(({accepts}) => accepts(path))?.place).toBe('ci-config')
  expect(found(detectCiConfig, path, text)).toEqual([finding])
})

test('finds every Rust that Travis tries', () => {
  expect(found(detectCiConfig, '.travis.yml', 'language: rust\nrust:\n  - 1.75.0\n  - stable\n')).toEqual([
    '3:5 toolchain 1.75.0: variable rust',
    '4:5 toolchain stable: follows a channel',
  ])
})
