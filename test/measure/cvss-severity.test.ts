import fc from 'fast-check'
import {expect, test} from 'vitest'
import {cvssSeverity} from '../../src/measure/cvss-severity.ts'

/** Scores as the calculator of the specification's authors gives them: 9.8, 7.5, 6.1, 3.8, 5.6, 10.0, 8.8, 0.0. */
test.each([
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'critical'],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', 'high'],
  ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 'medium'],
  ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:C/C:L/I:N/A:N', 'low'],
  ['CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:C/C:H/I:N/A:N', 'medium'],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 'critical'],
  ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H', 'high'],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 'none'],
])('%s is %s', (vector, severity) => {
  expect(cvssSeverity(vector)).toBe(severity)
})

test('what isn’t a whole vector of that version has no severity', () => {
  expect(cvssSeverity(null)).toBeUndefined()
  expect(cvssSeverity('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N')).toBeUndefined()
  expect(cvssSeverity('CVSS:3.1/AV:N/AC:L')).toBeUndefined()
  fc.assert(fc.property(fc.string(), text => cvssSeverity(text) === undefined))
})
