import {describe, expect, test} from 'vitest'
import {holdersIn} from '../../src/plan/holders.ts'
import {judgeHolders, type Published} from '../../src/plan/judge-holders.ts'
import {cratesToAskAbout} from '../../src/plan/tree-model.ts'
import {lockfile, survey} from './make-survey.ts'
import {published} from './published.ts'

const direct = ['host 0.1.0 <- javy', 'javy 6.0.0 <- wasmtime', 'wasmtime 36.0.3']
const chained = ['host 0.1.0 <- cli', 'cli 2.0.0 <- javy', 'javy 6.0.0 <- wasmtime', 'wasmtime 36.0.3']

describe('a holder next to the family', () => {
  test('lets the target in with the newest release that allows it', () => {
    const registry = published(
      'javy 6.0.0 <- wasmtime ^36.0.2',
      'javy 7.0.0 <- wasmtime 48.0',
      'javy 7.1.0 <- wasmtime >=40',
      'javy 8.0.0 <- wasmtime 49',
    )

    expect(judged(direct, registry)).toEqual([
      {verdict: 'later-release', requires: '^36.0.2', newestThatAllows: '7.1.0'},
    ])
  })

  test('is free already when its own requirement allows the target', () => {
    const registry = published('javy 6.0.0 <- wasmtime >=22, wasmtime-wasi >=22')

    expect(judged(direct, registry)).toEqual([{verdict: 'allows', requires: '>=22', newestThatAllows: '6.0.0'}])
  })

  test('has every crate of the family to agree, dev-dependencies apart', () => {
    const registry = published(
      'javy 6.0.0 <- wasmtime 36',
      'javy 7.0.0 <- wasmtime 48, wasmtime-wasi 47',
      'javy 7.1.0 <- wasmtime 47, wasmtime-wasi 48',
      'javy 7.2.0 <- wasmtime 48, wasmtime-wasi 47 dev',
    )

    expect(judged(direct, registry)).toMatchObject([{newestThatAllows: '7.2.0'}])
  })

  test('is not let in by a yanked release, a pre-release or an older one', () => {
    const registry = published(
      'javy 5.0.0 <- wasmtime >=22',
      'javy 6.0.0 <- wasmtime 36',
      'javy 7.0.0 yanked <- wasmtime 48',
      'javy 8.0.0-rc.1 <- wasmtime 48',
    )

    expect(judged(direct, registry)).toEqual([{verdict: 'none', requires: '36', newestThatAllows: null}])
  })

  test('holds nothing any more once it does without wasmtime', () => {
    expect(judged(direct, published('javy 6.0.0 <- wasmtime 36', 'javy 7.0.0 <- serde 1'))).toMatchObject([
      {newestThatAllows: '7.0.0'},
    ])
  })

  test('is not judged when nothing is known of it', () => {
    expect(judged(direct, published())).toEqual([{verdict: 'not-known', requires: null, newestThatAllows: null}])
  })

  test('names what its newest release requires', () => {
    const [holder] = judgeHolders(
      holdersIn(lockfile(direct), '48.0.0'),
      '48.0.0',
      published('javy 6.1.0 <- wasmtime 40'),
    )

    expect(holder?.newest).toEqual({version: '6.1.0', requires: '40'})
  })
})

describe('a holder over another crate', () => {
  const javy = ['javy 6.0.0 <- wasmtime 36', 'javy 7.0.0 <- wasmtime 48', 'javy 8.0.0 <- wasmtime 49']

  test('lets the target in with the newest release for which a published one of the other works', () => {
    const registry = published(...javy, 'cli 2.0.0 <- javy 6', 'cli 3.0.0 <- javy 7', 'cli 4.0.0 <- javy 8')

    expect(judged(chained, registry)).toEqual([{verdict: 'later-release', requires: '36', newestThatAllows: '3.0.0'}])
  })

  test('is free when the other may be raised within its requirement', () => {
    expect(judged(chained, published(...javy, 'cli 2.0.0 <- javy >=6'))).toMatchObject([{verdict: 'allows'}])
  })

  test('is held when no release of it takes one of the other that works', () => {
    expect(judged(chained, published(...javy, 'cli 2.0.0 <- javy 6', 'cli 3.0.0 <- javy 8'))).toMatchObject([
      {verdict: 'none', newestThatAllows: null},
    ])
  })

  test('has every way to be free, not only the shortest', () => {
    const both = [
      'host 0.1.0 <- codegen',
      'codegen 3.0.0 <- wizer, wasmtime',
      'wizer 10.0.0 <- wasmtime',
      'wasmtime 36.0.3',
    ]
    const registry = published(
      'wizer 10.0.0 <- wasmtime 36',
      'wizer 11.0.0 <- wasmtime 48',
      'codegen 3.0.0 <- wasmtime 36, wizer 10',
      'codegen 4.0.0 <- wasmtime 48, wizer 11',
      'codegen 5.0.0 <- wasmtime 48, wizer 10',
    )

    expect(cratesToAskAbout(survey({lockfiles: [lockfile(both)]}), '48.0.0')).toEqual(['codegen', 'wizer'])
    expect(judged(both, registry)).toMatchObject([{newestThatAllows: '4.0.0'}])
  })

  test('ends when two crates depend on each other', () => {
    const registry = published(
      'cli 2.0.0 <- javy 6',
      'javy 6.0.0 <- cli 2, wasmtime 36',
      'javy 6.1.0 <- cli 2, wasmtime 48',
    )

    expect(judged(chained, registry)).toMatchObject([{verdict: 'allows', newestThatAllows: '2.0.0'}])
  })
})

function judged(packages: readonly string[], registry: Published) {
  return judgeHolders(holdersIn(lockfile(packages), '48.0.0'), '48.0.0', registry).map(
    ({verdict, requires, newestThatAllows}) => ({verdict, requires, newestThatAllows}),
  )
}
