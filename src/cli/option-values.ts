import {InvalidArgumentError} from 'commander'
import {type Person, readPerson} from '../domain/person.ts'
import {parseSize} from '../domain/size-text.ts'

// What is written behind an option, as a value. Each throws an InvalidArgumentError that says what is needed.

/** A major version, added to those before. */
export function majorsOption(value: string, before: readonly number[] = []): readonly number[] {
  if (!/^[1-9]\d{0,4}$/.test(value)) throw new InvalidArgumentError('a major version is needed, such as 37')
  return [...before, Number(value)]
}

/** Bytes, from `2GB` or `500 MB`. */
export function sizeOption(value: string): number {
  const bytes = parseSize(value)
  if (bytes === undefined) throw new InvalidArgumentError('a size is needed, such as 2GB, 500 MB or 1.5GiB')
  return bytes
}

/** Who takes part, and whether that is to be asked. */
export type Pair = {readonly people: readonly Person[]; readonly isAsked: boolean}

/** One person more; without one it is asked at the start. */
export function pairOption(value: string, before: Pair = {people: [], isAsked: false}): Pair {
  return value === '' ? {...before, isAsked: true} : {...before, people: [...before.people, personOption(value)]}
}

/** `Name <mail>`, or a name alone. */
export function personOption(value: string): Person {
  const person = readPerson(value)
  if (person === undefined)
    throw new InvalidArgumentError('a name is needed, and a mail if there is one: "Ada <ada@example.com>"')
  return person
}

/** Minutes, to a tenth. */
export function minutesOption(value: string): number {
  const minutes = Number(value)
  if (!/^\d{1,3}(\.\d)?$/.test(value) || minutes <= 0) throw new InvalidArgumentError('minutes are needed, such as 10')
  return minutes
}

/** Names with commas between. */
export function namesOption(value: string): readonly string[] {
  const names = value.split(',').filter(name => name !== '')
  if (names.length === 0) throw new InvalidArgumentError('all, none, or names with commas between are needed')
  return names
}

/** A SHA-256 in lower-case hex. */
export function hashOption(value: string): string {
  if (!/^[0-9a-f]{64}$/.test(value))
    throw new InvalidArgumentError('64 hexadecimal digits are needed, as shown beside the commands')
  return value
}

/** The name of a branch; git says whether it will do. */
export function branchOption(value: string): string {
  if (value === '' || value.length > 150) throw new InvalidArgumentError('a name of at most 150 characters is needed')
  return value
}

/** A folder, by any name. */
export function existingText(value: string): string {
  if (value === '') throw new InvalidArgumentError('a folder is needed')
  return value
}
