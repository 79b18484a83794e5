import {describe, expect, test} from 'vitest'
import type {LockedPackage} from '../../src/domain/survey.ts'
import {dependencyGraph, isThirdParty, nameOf} from '../../src/scan/dependency-graph.ts'
import {type Bringer, familyReleases} from '../../src/scan/family-releases.ts'
import {lockfile} from '../plan/make-survey.ts'

describe('the releases of a lockfile', () => {
  test('are told apart by the number the family carries, the companions with them', () => {
    const shown = releasesOf(
      'host 0.1.0 <- wasmtime 24.0.5, wasmtime-wasi, javy-codegen',
      'javy-codegen 3.0.0 <- wasmtime 36.0.3',
      'wasmtime 24.0.5 <- cranelift-codegen 0.111.5',
      'wasmtime 36.0.3 <- cranelift-codegen 0.123.3',
      'wasmtime-wasi 24.0.5 <- wasmtime 24.0.5',
      'cranelift-codegen 0.111.5',
      'cranelift-codegen 0.123.3',
    )

    expect(shown).toEqual([
      '24.0.5: cranelift-codegen 0.111.5, wasmtime 24.0.5, wasmtime-wasi 24.0.5',
      '  host → wasmtime 24.0.5, wasmtime-wasi 24.0.5',
      '36.0.3: cranelift-codegen 0.123.3, wasmtime 36.0.3',
      '  javy-codegen 3.0.0 → wasmtime 36.0.3',
      '    host → javy-codegen 3.0.0',
    ])
  })

  test('count a crate with a number of its own to the one release that uses it', () => {
    expect(
      releasesOf(
        'host 0.1.0 <- wasmtime',
        'wasmtime 24.0.5 <- wasmtime-winch',
        'wasmtime-winch 24.0.5 <- winch-codegen',
        'winch-codegen 0.22.5',
      ),
    ).toEqual(['24.0.5: wasmtime 24.0.5, wasmtime-winch 24.0.5, winch-codegen 0.22.5', '  host → wasmtime 24.0.5'])
  })

  test('do not include what is made in the repository itself', () => {
    const own = lockfile(['wasmtime 49.0.0-dev'])
    const made = {...own, packages: own.packages.map(({source: _, ...entry}) => entry)}

    expect(familyReleases(dependencyGraph(made))).toEqual([])
  })

  test('are none where a version is not one', () => {
    expect(releasesOf('host 0.1.0 <- wasmtime', 'wasmtime ../../x')).toEqual([])
  })
})

describe('who brings a release', () => {
  test('is asked as far up as members ask for it, and no farther', () => {
    expect(
      releasesOf(
        'host 0.1.0 <- top, plugin',
        'top 2.0.0 <- plugin',
        'plugin 1.0.0 <- runner',
        'runner 1.0.0 <- wasmtime',
        'nobody 1.0.0 <- wasmtime',
        'wasmtime 36.0.3',
      ),
    ).toEqual([
      '36.0.3: wasmtime 36.0.3',
      '  runner 1.0.0 → wasmtime 36.0.3',
      '    plugin 1.0.0 → runner 1.0.0',
      '      host → plugin 1.0.0',
      '      top 2.0.0 → plugin 1.0.0',
      '        host → top 2.0.0',
    ])
  })

  test('is found in a cycle, where the lockfile names what it does not hold, and where a version is left out', () => {
    expect(
      releasesOf('host 0.1.0 <- a, gone 1.0.0', 'a 1.0.0 <- b', 'b 1.0.0 <- a, wasmtime', 'wasmtime 36.0.3 <- gone'),
    ).toEqual([
      '36.0.3: wasmtime 36.0.3',
      '  b 1.0.0 → wasmtime 36.0.3',
      '    a 1.0.0 → b 1.0.0',
      '      host → a 1.0.0',
    ])
  })

  test('is shown with the family when it asks for a companion as well', () => {
    expect(
      releasesOf(
        'host 0.1.0 <- both',
        'both 1.0.0 <- inner, cranelift-codegen',
        'inner 1.0.0 <- wasmtime',
        'wasmtime 36.0.3',
        'cranelift-codegen 0.123.3',
      ).slice(1),
    ).toEqual(['  inner 1.0.0 → wasmtime 36.0.3', '    both 1.0.0 → inner 1.0.0', '      host → both 1.0.0'])
  })

  test('is found in no time among five thousand packages that all depend on each other', () => {
    const names = Array.from({length: 5000}, (_, index) => `p${index} 1.0.0`)
    const packages = names.map((name, index) => `${name} <- ${around(index).join(', ')}, wasmtime`)
    const began = performance.now()

    const [release] = familyReleases(dependencyGraph(lockfile(['host 0.1.0 <- p0', 'wasmtime 36.0.3', ...packages])))

    expect(release?.bringers.map(({entry}) => entry.name)).toEqual(['p0'])
    expect(performance.now() - began).toBeLessThan(2000)
  })

  test('is followed over sixty-four packages, so that a chain of thousands costs nothing', () => {
    const chain = Array.from({length: 5000}, (_, index) => `p${index} 1.0.0 <- p${index + 1}`)
    const long = ['host 0.1.0 <- p4998, p0', ...chain, 'p5000 1.0.0 <- wasmtime', 'wasmtime 36.0.3']

    expect(releasesOf(...long)).toHaveLength(1 + 3 + 1)
  })
})

function around(index: number): readonly string[] {
  return Array.from({length: 20}, (_, step) => `p${(index * 31 + step * step) % 5000}`)
}

function releasesOf(...packages: readonly string[]): readonly string[] {
  return familyReleases(dependencyGraph(lockfile(packages))).flatMap(({version, crates, bringers}) => [
    `${version}: ${crates.map(nameOf).join(', ')}`,
    ...bringers.flatMap(bringer => shown(bringer, '  ')),
  ])
}

function shown({entry, asksFor, above}: Bringer, indent: string): readonly string[] {
  const own = `${indent}${named(entry)} → ${asksFor.map(nameOf).join(', ')}`
  return [own, ...above.flatMap(bringer => shown(bringer, `${indent}  `))]
}

function named(entry: LockedPackage): string {
  return isThirdParty(entry) ? nameOf(entry) : entry.name
}
