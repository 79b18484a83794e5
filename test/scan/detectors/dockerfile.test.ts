import {expect, test} from 'vitest'
import {detectDockerfile} from '../../../src/scan/detectors/dockerfile.ts'
import {found, isFamily} from '../findings.ts'

test('finds images, arguments, variables and commands', () => {
  const text = `# FROM rust:1.60
ARG RUST_VERSION="1.75"
ARG ALPINE_VERSION=3.22
ARG BASE=docker.io/library/rust:1.75.0-bookworm
FROM --platform=$BUILDPLATFORM rust:1.75-slim@sha256:${'a'.repeat(64)} AS builder
FROM rust:\${RUST_VERSION}-alpine AS tools
FROM lukemathwalker/cargo-chef:latest-rust-1.75-alpine
FROM rustlang/rust:nightly
FROM rust:1-alpine
ENV RUSTUP_TOOLCHAIN=1.75.0 RUST_BACKTRACE=1
RUN curl https://sh.rustup.rs | sh -s -- -y \\
    --default-toolchain 1.75.0 \\
    && rustup toolchain install 1.75 nightly-2024-05-05
COPY --from=rust:1.75 /usr/local/cargo /usr/local/cargo
`
  expect(found(detectDockerfile, 'Dockerfile', text)).toEqual([
    '2:19 toolchain 1.75: variable RUST_VERSION',
    '4:33 toolchain 1.75.0: image the build runs in',
    '5:37 toolchain 1.75: image the build runs in',
    '7:44 toolchain 1.75: image the build runs in',
    '8:20 toolchain nightly: follows a channel',
    '9:11 toolchain 1 (mention): takes the newest 1.x by itself',
    '10:22 toolchain 1.75.0: variable RUSTUP_TOOLCHAIN',
    '12:25 toolchain 1.75.0: toolchain rustup is told to use',
    '13:33 toolchain 1.75: toolchain rustup is told to use',
    '13:38 toolchain nightly-2024-05-05: follows a channel',
    '14:18 toolchain 1.75: image the build runs in',
  ])
})

test('says nothing of images that only sound like it', () => {
  const text = 'FROM acme/trust:1.75\nFROM python:1.75-rusty\nFROM rust-lang-mirror:1.75\n'

  expect(found(detectDockerfile, 'Dockerfile', text)).toEqual([])
})

test('says which line Docker refuses, and still finds what the others state', () => {
  const text = 'FROM rust:1.75\n<<<<<<< HEAD\nRUN <<EOF\ncargo +1.75 build\nEOF\nCOPY target/wasm32-wasi/a.wasm /\n'
  const read = () => detectDockerfile({path: 'Dockerfile', text}, {isFamily, packageRoots: new Set()})

  expect(read).toThrow(
    expect.objectContaining({
      fault: {format: 'Dockerfile', message: 'there is no instruction <<<<<<<', line: 2, column: 1},
      seen: ['1.75', '1.75', 'wasm32-wasi'].map(value => expect.objectContaining({value, live: true})),
    }),
  )
})

test('keeps its spans behind a byte order mark and Windows line ends', () => {
  expect(found(detectDockerfile, 'Dockerfile', '\uFEFF# build\r\nFROM rust:1.75\r\n')).toEqual([
    '2:11 toolchain 1.75: image the build runs in',
  ])
})
