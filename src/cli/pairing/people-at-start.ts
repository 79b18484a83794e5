import {gitCommand} from '../../domain/git-command.ts'
import {distinctPeople, isSamePerson, type Person, personText, readPerson} from '../../domain/person.ts'
import type {Programs} from '../../domain/ports.ts'
import type {Ask, Question} from '../../domain/question.ts'

type Start = {
  readonly programs: Pick<Programs, 'capture'>
  /** Absolute. */
  readonly root: string
  /** Those who are known to take part. */
  readonly here: readonly Person[]
  readonly ask: Ask
  readonly say: (line: string) => void
}

/**
 * Asks who takes part, once for each, until nobody else does: those who wrote the latest commits are offered, others can be
 * typed. Gives those who are here and all that were named. Where nobody can answer that is said, and nobody is added.
 */
export async function peopleAtStart({programs, root, here, ask, say}: Start): Promise<readonly Person[]> {
  const authors = await recentAuthors(programs, root)
  let people = here
  let wrong: string | undefined
  while (people.length < mostPeople) {
    const offered = authors.filter(author => !people.some(one => isSamePerson(one, author))).slice(0, letters.length)
    const answer = await ask(peopleQuestion(people, offered, wrong))
    if (answer === undefined) say(nobodyNamed)
    if (answer === undefined || answer.option === 'nobody') return people
    const text = answer.text ?? ''
    const added =
      answer.option === 'other' ? readPerson(text) : offered[Number(/^author-(\d)$/.exec(answer.option)?.[1])]
    wrong = added === undefined ? text : undefined
    if (added !== undefined) people = distinctPeople([...people, added])
  }
  return people
}

/** As it is asked: `here` take part already, `offered` may; `wrong` was typed and is no name. */
export function peopleQuestion(here: readonly Person[], offered: readonly Person[], wrong?: string): Question {
  const beside = here.map(({name}) => name).join(', ')
  return {
    id: 'people',
    title: beside === '' ? 'Who takes part?' : `Who takes part beside ${beside}?`,
    subject: {
      kind: 'consent',
      to: 'people',
      key: '',
      lines: [...notAName(wrong), aboutPeople, ...(offered.length === 0 ? [] : [whoIsOffered])],
    },
    options: [
      ...offered.map((person, at) => ({id: `author-${at}`, key: letters[at] ?? '', label: personText(person)})),
      {id: 'other', key: 'o', label: 'Somebody else', takesText: true},
      {id: 'nobody', key: 'n', label: 'Nobody else'},
    ],
    recommended: 'nobody',
  }
}

function notAName(wrong: string | undefined): readonly string[] {
  return wrong === undefined
    ? []
    : [`“${wrong}” is no name. One is needed, and a mail if there is one: Ada <ada@example.com>`]
}

/**
 * Those who wrote the latest 50 commits that lead to HEAD, each once, the latest first, under the names that the
 * repository's mailmap gives them. Programs that commit (`[bot]`) are left out; none without git.
 */
export async function recentAuthors(programs: Pick<Programs, 'capture'>, root: string): Promise<readonly Person[]> {
  const words = ['rev-list', '--max-count=50', '--no-merges', '--format=%x00%aN <%aE>', 'HEAD', '--']
  const asked = await programs.capture(gitCommand(root, ...words), limitMs)
  if (asked.kind !== 'exited' || asked.code !== 0) return []
  const written = asked.stdout.split('\n').filter(line => line.startsWith('\0') && !line.includes('[bot]'))
  return distinctPeople(written.flatMap(line => readPerson(line.slice(1)) ?? []))
}

const aboutPeople =
  'Whoever takes part can drive. Decisions carry the name of who made them, and the report and the commit message name all.'
const whoIsOffered = 'Offered are those who wrote the latest commits here.'
const nobodyNamed = 'Nobody was there to say who takes part: nobody else does. --pair "Name <mail>" says it beforehand.'
const letters = ['a', 'b', 'c', 'd']
const mostPeople = 8
const limitMs = 10_000
