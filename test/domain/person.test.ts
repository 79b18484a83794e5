import {expect, test} from 'vitest'
import {coAuthorLines, distinctPeople, personText, readPerson} from '../../src/domain/person.ts'

test.each([
  ['Ada Byron <ada@example.com>', {name: 'Ada Byron', mail: 'ada@example.com'}],
  ['  Bo  ', {name: 'Bo'}],
  ['Zoë Ångström <z@x>', {name: 'Zoë Ångström', mail: 'z@x'}],
])('%s is somebody', (text, person) => {
  expect(readPerson(text)).toEqual(person)
  expect(readPerson(personText(person))).toEqual(person)
})

test.each([
  '',
  '<ada@example.com>',
  'Ada <ada>',
  'Ada <a@b',
  'Ada\u001b[31m',
  'A\nSigned-off-by: B <b@c>',
  'x'.repeat(101),
])('%j is nobody', text => {
  expect(readPerson(text)).toBeUndefined()
})

test('people are told apart by mail, else by name, and each is named once', () => {
  const ada = {name: 'Ada', mail: 'ada@example.com'}

  expect(distinctPeople([ada, {name: 'ada'}, {name: 'A. Byron', mail: 'ADA@example.com'}, {name: 'Bo'}])).toEqual([
    ada,
    {name: 'Bo'},
  ])
  expect(distinctPeople([{name: 'Ada'}, ada])).toEqual([ada])
})

test('a commit names those who have a mail', () => {
  expect(coAuthorLines([{name: 'Bo', mail: 'bo@example.com'}, {name: 'Cy'}])).toEqual([
    'Co-authored-by: Bo <bo@example.com>',
  ])
})
