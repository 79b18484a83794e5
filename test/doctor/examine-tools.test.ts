import {describe, expect, test} from 'vitest'
import {examineTools} from '../../src/doctor/examine-tools.ts'
import type {Captured} from '../../src/domain/command.ts'
import type {ValidationCommand} from '../../src/scan/validation-commands/validation-command.ts'
import {answering, refused, said} from '../support/answering-programs.ts'
import {fakeMachineFiles} from '../support/fake-machine-files.ts'

test('names each program with its version, and what to do about one that a check uses', async () => {
  const checks = [
    check('make test', 'runs cargo nextest run'),
    check('make scan', 'runs ./scan.sh, cargo audit'),
    check('just lint', 'runs cargo clippy'),
  ]

  const items = await examine(checks, {
    '/bin/rustup --version': said('rustup 1.29.0 (28d1352db 2026-03-05)\n'),
    '/bin/git --version': said('git version 2.47.3\n'),
    '/bin/make --version': said('GNU Make 4.3\nBuilt for x86_64\n'),
    '/home/.cargo/bin/cargo-nextest nextest --version': said('cargo-nextest nextest 0.9.143\n'),
    '/bin/cargo-hack hack --version': refused('unknown'),
    '/bin/cargo-hack --version': said('cargo-hack 0.6.37\n'),
  })

  expect(items).toEqual([
    {name: 'rustup', state: 'ok', have: '1.29.0', need: 'installs and chooses toolchains', todo: []},
    {name: 'git', state: 'ok', have: '2.47.3', need: 'shows what the upgrade changed', todo: []},
    {name: 'make', state: 'ok', have: '4.3', need: 'make test uses it (Makefile:1)', todo: []},
    {
      name: 'just',
      state: 'warning',
      need: 'just lint uses it (Makefile:1)',
      todo: ['cargo install just --locked'],
    },
    {name: 'cargo-nextest', state: 'ok', have: '0.9.143', need: 'make test uses it (Makefile:1)', todo: []},
    {
      name: 'cargo-audit',
      state: 'warning',
      need: 'make scan uses it (Makefile:1)',
      todo: ['cargo install cargo-audit --locked'],
    },
    {name: 'cargo-deny', state: 'unused', todo: []},
    {name: 'cargo-hack', state: 'ok', have: '0.6.37', todo: []},
    {name: 'docker', state: 'unused', todo: []},
  ])
})

test('a program that does not tell its version is there all the same', async () => {
  const items = await examine([], {'/bin/git --version': {kind: 'failed', reason: 'no answer within 3000 ms'}})

  expect(items.find(({name}) => name === 'git')).toMatchObject({state: 'ok', have: 'version not told'})
})

describe('containers', () => {
  const image = {...check('make image', 'runs docker build .'), purpose: 'container'} as const
  const version = {'/bin/docker --version': said('Docker version 28.2.2, build e6534b4\n')}
  const daemon = '/bin/docker version --format {{.Server.Version}}'
  const containers = async (checks: readonly ValidationCommand[], answers: Readonly<Record<string, Captured>>) =>
    (await examine(checks, answers)).at(-1)

  test('need a daemon that answers', async () => {
    const need = 'make image uses it (Makefile:1)'

    expect(await containers([image], {...version, [daemon]: said('28.2.2\n')})).toEqual({
      name: 'docker',
      state: 'ok',
      have: '28.2.2',
      need,
      todo: [],
    })
    expect(await containers([image], {...version, [daemon]: refused('Cannot connect')})).toEqual({
      name: 'docker',
      state: 'warning',
      have: '28.2.2, but its daemon does not answer',
      need,
      todo: ['Start the daemon; docker info says what it lacks.'],
    })
  })

  test('that nobody asks for are no reason to start one', async () => {
    expect(await containers([], {...version, [daemon]: {kind: 'failed', reason: 'slow'}})).toMatchObject({
      state: 'unused',
      todo: [],
    })
  })

  test('may be podman’s, which has no daemon', async () => {
    expect(await containers([image], {'/bin/podman --version': said('podman version 5.4.2\n')})).toMatchObject({
      name: 'podman',
      state: 'ok',
      have: '5.4.2',
    })
    expect(await containers([image], {})).toMatchObject({state: 'warning', todo: ['Install Docker or Podman.']})
  })
})

function check(line: string, why: string): ValidationCommand {
  const [program = '', ...rest] = line.split(' ')
  return {argv: [program, ...rest], folder: '', purpose: 'test', path: 'Makefile', line: 1, why, runs: []}
}

/** A machine with the programs that are answered for. */
function examine(checks: readonly ValidationCommand[], answers: Readonly<Record<string, Captured>>) {
  const programs = Object.keys(answers).map(line => [`${line.split(' ')[0]}*`, ''])
  const sources = {
    programs: answering(answers),
    files: fakeMachineFiles(Object.fromEntries(programs)),
    searchPath: ['/bin', '/home/.cargo/bin'],
    folder: '/tmp',
  }
  return examineTools(sources, checks)
}
