import {expect, test} from 'vitest'
import {tryUserEdits} from '../support/user-edits.ts'

// Thousands of them are in `npm run test:torture`.
test('edits made by hand at any moment are never overwritten unasked, and never lost', async () => {
  for (let seed = 1; seed <= 12; seed++) expect((await tryUserEdits(seed)).wrong, `seed ${seed}`).toBeUndefined()
})
