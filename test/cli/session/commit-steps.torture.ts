import {expect, test} from 'vitest'
import {runPlan} from '../../../src/engine/run-plan.ts'
import {committingWorld, first, open, run, second, start} from '../../support/committing-world.ts'
import {Crash, expected} from '../../support/engine-world.ts'
import {git} from '../../support/temporary-repository.ts'

test('a crash at any effect, then going on: each step is committed once, and nothing is left over', async () => {
  const quiet = await open(await committingWorld())
  await runPlan(quiet)

  for (let crashAt = 0; crashAt < quiet.effects(); crashAt++) {
    const world = await committingWorld()
    await world.write('mine.txt', 'staged\n')
    git(world.root, 'add', 'mine.txt')
    const cut = await run(world, {crashAt}).catch((error: unknown) => error)
    expect(cut).toBeInstanceOf(Crash)

    expect((await run(world)).end, `crash at effect ${crashAt}`).toEqual({kind: 'done'})

    expect(git(world.root, 'log', '--format=%s').trim().split('\n')).toEqual(['Step second', 'Step first', 'Start'])
    expect(git(world.root, 'status', '--porcelain')).toBe('M  mine.txt\n')
    expect(await world.files()).toEqual({...expected(start, [first, second]), 'mine.txt': 'staged\n'})
  }
}, 600_000)
