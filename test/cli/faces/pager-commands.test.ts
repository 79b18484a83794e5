import {expect, test} from 'vitest'
import {pagerCommands} from '../../../src/cli/faces/pager-commands.ts'

const place = {file: '/repo/logs/a.err', line: 42}

test.each([
  [
    '',
    [
      ['less', '-R', '+42', place.file],
      ['more', '+42', place.file],
    ],
  ],
  ['less -S', [['less', '-S', '-R', '+42', place.file]]],
  ['/usr/bin/more', [['/usr/bin/more', '+42', place.file]]],
  ['bat --paging always', [['bat', '--paging', 'always', place.file]]],
  ["'/my tools/pager' -x", [['/my tools/pager', '-x', place.file]]],
])('$PAGER=%s opens the log at its line where the pager can', (pager, expected) => {
  expect(pagerCommands(pager, place)).toEqual(expected)
})
