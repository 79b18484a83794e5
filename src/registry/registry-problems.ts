import type {CrateSource} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {Asked} from './ask-cargo.ts'
import type {Known} from './read-known.ts'

export type RemoteSource = Extract<CrateSource, {readonly kind: 'sparse' | 'git'}>

/** `crates.io` or `127.0.0.1:8080`: where cargo asks, without name and password. */
export function hostOf({url}: Pick<RemoteSource, 'url'>): string {
  if (url === undefined) return 'crates.io'
  return URL.canParse(url) ? new URL(url).host || url : url
}

/** How old what is known is, in a sentence for people. */
export function ageOf(known: readonly (Known | undefined)[]): string {
  const [oldest] = known.flatMap(one => one?.writtenAt ?? []).toSorted()
  return oldest === undefined ? 'Nothing is known from before.' : `What is known is from ${oldest.slice(0, 10)}.`
}

/** The registry gave no answer. `age` says how old what is known is. */
export function askedInVain(source: RemoteSource, asked: Exclude<Asked, {kind: 'answered'}>, age: string): Problem {
  switch (asked.kind) {
    case 'silent':
      return silent(source, asked.limitMs, age)
    case 'failed':
      return failed(source, asked.stderr, age)
    case 'no-cargo':
      return noCargo(age)
    default:
      return asked satisfies never
  }
}

/** It answered, but cargo understood nothing of it. */
export function registryGarbled(source: RemoteSource, crates: readonly string[]): Problem {
  return {
    code: 'registry-garbled',
    title: `The registry at ${hostOf(source)} answers with something that isn't an index`,
    detail: `Cargo could read nothing of ${crates.slice(0, 5).join(', ')}. A proxy that wants a login answers like that.`,
    nextSteps: ["See that the address in cargo's configuration is right, and what answers there."],
  }
}

/** The repository brings a program that cargo would run, so cargo wasn't asked. */
export function registryNotAsked(source: RemoteSource, brought: {path: string; key: string}, age: string): Problem {
  return {
    code: 'registry-not-asked',
    title: `The registry at ${hostOf(source)} was not asked`,
    detail: `The repository's own configuration names a program for it (${brought.key}), and looking at a repository runs nothing that it brings. ${age}`,
    nextSteps: ["If you trust that program, name it in the configuration in cargo's home instead."],
    path: brought.path,
  }
}

function silent(source: RemoteSource, limitMs: number, age: string): Problem {
  return {
    code: 'registry-silent',
    title: `The registry at ${hostOf(source)} did not answer within ${Math.round(limitMs / 100) / 10} s`,
    detail: `It is slow, or the network is, or another cargo holds the lock on its package cache. ${age}`,
    nextSteps: ['Try again later, or go on with --offline.'],
  }
}

function failed(source: RemoteSource, stderr: string, age: string): Problem {
  const status = /\bgot (\d{3})\b/.exec(stderr)?.[1]
  const detail = `${causes(stderr)} ${age}`
  if (status === '401' || status === '403' || /cargo login|credential/.test(stderr)) return refused(source, detail)
  return {
    code: 'registry-failed',
    title:
      status === undefined
        ? `Cargo can't reach the registry at ${hostOf(source)}`
        : `The registry at ${hostOf(source)} answers with error ${status}`,
    detail,
    nextSteps: ["See that network, proxy and the address in cargo's configuration are right, or go on with --offline."],
  }
}

function refused(source: RemoteSource, detail: string): Problem {
  const login = source.name === 'crates-io' ? 'cargo login' : `cargo login --registry ${source.name}`
  return {
    code: 'registry-refused',
    title: `The registry at ${hostOf(source)} lets nobody in without the right token`,
    detail,
    nextSteps: [`Give cargo a token: ${login}`, 'Or go on with --offline.'],
  }
}

function noCargo(age: string): Problem {
  return {
    code: 'no-cargo',
    title: 'Cargo is not installed here',
    detail: `Releases are asked for through cargo, so that mirrors, proxies and tokens count. ${age}`,
    nextSteps: ['Install Rust with rustup (https://rustup.rs), then start again.'],
  }
}

/** Cargo's errors in one line, without passwords in addresses, and not more of them than anybody reads. */
function causes(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map(line => line.trim().replace(/^error: /, ''))
    .filter(line => line !== '' && line !== 'Caused by:' && !line.startsWith('warning: '))
  const text = lines.join('; ').replaceAll(/\/\/[^/@\s]{1,200}@/g, '//')
  return text.length > maxLength ? `${text.slice(0, maxLength)} …` : `${text}.`
}

const maxLength = 400
