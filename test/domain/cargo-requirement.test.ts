import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {allows, parseRequirement, raiseRequirement} from '../../src/domain/cargo-requirement.ts'
import matches from './cargo-requirement-matches.json' with {type: 'json'}

// What the semver crate 1.0.28 answers, the one Cargo itself uses: requirement → the versions below that it takes.
const versions = `0.0.0 0.0.2 0.0.3 0.0.3-rc.1 0.0.4 0.1.0 0.2.0 0.2.2 0.2.3 0.2.9 0.3.0 1.0.0 1.1.9 1.2.0 1.2.0-b 1.2.2
  1.2.3-alpha 1.2.3-rc.1 1.2.3-rc.1.1 1.2.3-rc.2 1.2.3-rc.10 1.2.3 1.2.3+other 1.2.4-rc.1 1.2.4 1.3.0 1.9.9 2.0.0-rc.1
  2.0.0 21.9.9 22.0.0 25.0.0 25.0.1 25.0.3 25.1.0 26.0.0 36.0.14 43.0.0 44.0.0`.split(/\s+/)

describe('parseRequirement', () => {
  // Each of these was given to `cargo read-manifest` of Cargo 1.95.
  test.each([
    '25',
    '25.0',
    '25.0.1',
    '^25',
    '~1.2',
    '=1.2.3',
    '=1.2',
    '=1',
    '>=22, <44',
    '>=22,<44',
    '*',
    'x',
    'X',
    '1.*',
    '1.x',
    '1.2.*',
    '1.*.*',
    '=1.*',
    '^1.*',
    '>=1.*',
    '>1.2.*',
    ' 25 ',
    '>= 22',
    '^ 25',
    '~ 1.2',
    '25.0.1-alpha.1',
    '25.0.1+abc',
    '=25.0.1-rc.1+abc',
    '0',
    '0.0',
    '0.0.3',
    '1 , 2',
    '1,2,3',
  ])('reads %j, as Cargo does', text => {
    expect(parseRequirement(text)).toBeDefined()
  })

  test.each([
    '1.*.3',
    '> =22',
    '25-rc',
    '25.0-rc',
    '01.2',
    '1.02',
    '>=22,',
    ',>=22',
    '>=22 <44',
    '1 || 2',
    '1 - 2',
    '',
    ' ',
    'v25',
    '==25',
    '=>25',
    '*, 1',
    '1, *',
    '1.2.3.4',
    '18446744073709551616',
    '1.2.3-01',
    '1.2.3-',
    '~>1.2',
    '1.2.3-α',
    '25\t',
    '!=1',
    '=*',
    '>*',
    'latest',
  ])('refuses %j, as Cargo does', text => {
    expect(parseRequirement(text)).toBeUndefined()
  })

  test('says where the numbers of each comparator stand', () => {
    const requirement = parseRequirement('>= 22.0, <26.0.0-rc.1+x')

    expect(requirement).toEqual({
      text: '>= 22.0, <26.0.0-rc.1+x',
      comparators: [
        {operator: '>=', major: 22, minor: 0, patch: undefined, preRelease: '', span: {start: 3, end: 7}},
        {operator: '<', major: 26, minor: 0, patch: 0, preRelease: 'rc.1', span: {start: 10, end: 23}},
      ],
    })
  })

  test('keeps the wildcard out of the span', () => {
    expect(parseRequirement('25.0.*')?.comparators).toEqual([
      {operator: '*', major: 25, minor: 0, patch: undefined, preRelease: '', span: {start: 0, end: 4}},
    ])
  })
})

describe('allows', () => {
  test.each(Object.entries(matches))('takes for %j exactly what Cargo takes', (requirement, taken) => {
    expect(versions.filter(version => allows(requirement, version))).toEqual(taken)
  })

  test('takes nothing when the requirement or the version makes no sense', () => {
    expect([allows('25 || 26', '25.0.0'), allows('25', 'latest'), allows('25', '25.0')]).toEqual([false, false, false])
  })
})

describe('raiseRequirement', () => {
  test.each([
    ['25', '36'],
    ['25.0', '36.0'],
    ['25.0.3', '36.0.14'],
    ['^25', '^36'],
    ['^ 25.0', '^ 36.0'],
    ['~25', '~36'],
    ['~25.0', '~36.0'],
    ['~25.0.3', '~36.0.14'],
    ['=25', '=36'],
    ['=25.0.3', '=36.0.14'],
    ['=36.0.3', '=36.0.14'],
    ['= 25.0.3+build.5', '= 36.0.14'],
    ['=25.0.0-rc.1', '=36.0.14'],
    ['25.*', '36.*'],
    ['25.0.x', '36.0.x'],
    ['25.*.*', '36.*.*'],
    ['>=22, <26', '>=22, <37'],
    ['>= 22 ,<  26.0', '>= 22 ,<  37.0'],
    ['>=22, <25.0.5', '>=22, <37.0.0'],
    ['>=22, <=25', '>=22, <=36'],
    ['>=22, <=25.0.3', '>=22, <=36.0.14'],
    ['<26', '<37'],
    ['25, >=25.0.2', '36, >=25.0.2'],
    [' 25.0 ', ' 36.0 '],
  ])('turns %j into %j for 36.0.14', (requirement, raised) => {
    expect(raiseRequirement(requirement, '36.0.14')).toBe(raised)
  })

  test.each([
    ['0.109', '0.123'],
    ['0.109.2', '0.123.14'],
    ['~0.109', '~0.123'],
    ['>=0.109, <0.113', '>=0.109, <0.124'],
    ['>=0.109, <0.113.0', '>=0.109, <0.124.0'],
    ['0.0.3', '0.123.14'],
    ['0.109.*', '0.123.*'],
  ])('turns %j into %j for 0.123.14, where the minor number decides', (requirement, raised) => {
    expect(raiseRequirement(requirement, '0.123.14')).toBe(raised)
  })

  test.each(['*', '36', '36.0', '36.0.2', '^36', '~36.0', '=36', '36.*', '>=22', '>=22, <44', '>25', '<=36'])(
    'leaves %j alone: it allows 36.0.14 already',
    requirement => {
      expect(raiseRequirement(requirement, '36.0.14')).toBeUndefined()
    },
  )

  test.each(['37', '36.1', '36.0.15', '=36.0.15', '>=37', '>36', '~36.1', '36.1.*', '37, <40', 'git'])(
    'leaves %j alone: raising can not reach 36.0.14',
    requirement => {
      expect(raiseRequirement(requirement, '36.0.14')).toBeUndefined()
    },
  )

  test('writes a pre-release out in full, since nothing shorter would allow it', () => {
    expect(['25', '~25.0', '=25.0.1'].map(text => raiseRequirement(text, '36.0.0-rc.1'))).toEqual([
      '36.0.0-rc.1',
      '~36.0.0-rc.1',
      '=36.0.0-rc.1',
    ])
  })

  const small = fc.nat({max: 3})
  const version = fc.tuple(small, small, small).map(numbers => numbers.join('.'))
  const written = fc
    .tuple(version, fc.integer({min: 1, max: 3}))
    .map(([text, n]) => text.split('.').slice(0, n).join('.'))
  const comparator = fc
    .tuple(fc.constantFrom('', '^', '~', '=', '>', '>=', '<', '<=', '>= ', '^ '), written)
    .map(([operator, numbers]) => operator + numbers)
  const requirement = fc.oneof(
    fc.array(comparator, {minLength: 1, maxLength: 3}).map(parts => parts.join(', ')),
    written.filter(text => text.split('.').length < 3).map(text => `${text}.*`),
  )

  test('a raised requirement allows the version, and raising it again changes nothing', () => {
    fc.assert(
      fc.property(requirement, version, (before, target) => {
        const raised = raiseRequirement(before, target)
        if (raised === undefined) return
        expect(allows(before, target)).toBe(false)
        expect(allows(raised, target)).toBe(true)
        expect(raiseRequirement(raised, target)).toBeUndefined()
      }),
      {numRuns: 3000},
    )
  })

  test('only numbers change: operators, commas, wildcards and spaces stay', () => {
    const shapeOf = (text: string) => text.replace(/\d+/g, '0')
    fc.assert(
      fc.property(requirement, version, (before, target) => {
        expect(shapeOf(raiseRequirement(before, target) ?? before)).toBe(shapeOf(before))
      }),
      {numRuns: 3000},
    )
  })

  test('what a range allowed from its lower bound up, it still allows', () => {
    const range = fc.tuple(written, written).map(([low, high]) => `>=${low}, <${high}`)
    fc.assert(
      fc.property(range, version, version, (before, target, other) => {
        const raised = raiseRequirement(before, target)
        if (raised !== undefined && allows(before, other)) expect(allows(raised, other)).toBe(true)
      }),
      {numRuns: 3000},
    )
  })
})
