import {clean} from './clean-text.ts'

/** Somebody who takes part in a session, as git names people. */
export type Person = {readonly name: string; readonly mail?: string | undefined}

/** `Ada Byron <ada@example.com>` or a name alone. Undefined for what is neither, or what a terminal would not show as it is. */
export function readPerson(text: string): Person | undefined {
  const [, name = '', mail] = /^\s*([^<>]*?)\s*(?:<([^<>\s]+@[^<>\s]+)>)?\s*$/.exec(text) ?? []
  if (name === '' || name.length > 100 || clean(name) !== name) return undefined
  if (mail !== undefined && (mail.length > 200 || clean(mail) !== mail)) return undefined
  return {name, ...(mail === undefined ? {} : {mail})}
}

/** As git writes it in a trailer: `Ada Byron <ada@example.com>`. */
export function personText({name, mail}: Person): string {
  return mail === undefined ? name : `${name} <${mail}>`
}

/** One and the same: by mail where both have one, else by name; letters of either case. */
export function isSamePerson(one: Person, other: Person): boolean {
  const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
  return one.mail !== undefined && other.mail !== undefined
    ? isSame(one.mail, other.mail)
    : isSame(one.name, other.name)
}

/** Each once, in the order in which they were named; a mail that only a later mention has is kept. */
export function distinctPeople(people: readonly Person[]): readonly Person[] {
  const known: Person[] = []
  for (const person of people) {
    const at = known.findIndex(one => isSamePerson(one, person))
    const before = known[at]
    if (before === undefined) known.push(person)
    else known[at] = {...person, ...before}
  }
  return known
}

/** The lines by which a commit names them; without a mail nobody is known by one. */
export function coAuthorLines(people: readonly Person[]): readonly string[] {
  return people.filter(({mail}) => mail !== undefined).map(person => `Co-authored-by: ${personText(person)}`)
}
