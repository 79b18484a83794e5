import {isToDo} from '../domain/checklist.ts'
import {diagnosisSchema} from '../domain/diagnosis.ts'
import type {Problem} from '../domain/problem.ts'
import type {Question} from '../domain/question.ts'
import type {JournalEvent} from '../journal/event.ts'
import {createFailures, type Failure} from './failures.ts'
import {annotation, groupEnd, groupStart, type Place} from './github-commands.ts'
import type {HeadlessFace} from './headless-face.ts'
import {type Plain, plainFace} from './plain-face.ts'
import {plainLines, plainText} from './plain-text.ts'

type GitHub = Omit<Plain, 'heading'> & {
  /** Gets workflow commands; nothing else may reach GitHub as one. */
  readonly command: (line: string) => void
  /** Where the repository's root is in GitHub's workspace: `''`, or a folder with a slash at its end. */
  readonly folder: string
}

type Note = {readonly place: Place; readonly title: string; readonly message: string}

/** The plain lines in GitHub's log: each step a group that can be folded, and what went wrong marked where it is. */
export function githubFace({command, folder, ...plain}: GitHub): HeadlessFace {
  const failures = createFailures()
  const warnings: Note[] = []
  let isInGroup = false
  const endGroup = () => {
    if (isInGroup) command(groupEnd)
    isInGroup = false
  }
  const heading = (title: string) => {
    endGroup()
    command(groupStart(title))
    isInGroup = true
  }
  const mark = (level: 'error' | 'warning', notes: readonly Note[]) => {
    for (const {place, title, message} of notes.slice(0, mostAnnotations))
      command(annotation(level, inWorkspace(place, folder), plainText(title), plainLines(message).join('\n')))
  }
  const face = plainFace({...plain, heading})
  return {
    ...face,
    ask(question) {
      warnings.push(...openItems(question))
      return face.ask(question)
    },
    see(survey) {
      warnings.push(...survey.problems.map(problemNote))
    },
    resume(session) {
      failures.resume(session)
      face.resume(session)
    },
    hear(timed) {
      failures.hear(timed.event)
      warnings.push(...notesOf(timed.event))
      face.hear(timed)
    },
    end(end) {
      endGroup()
      mark('error', [
        ...(end.problem === undefined ? [] : [problemNote(end.problem)]),
        ...failures.all().flatMap(errorNotes),
      ])
      mark('warning', warnings)
      face.end(end)
    },
  }
}

/** What was left to people when the list was accepted for them, or nobody could accept it. */
function openItems({subject}: Question): readonly Note[] {
  if (subject.kind !== 'checklist') return []
  return subject.items
    .filter(isToDo)
    .map(({path, line, column, what, todo}) => ({place: placeOf({path, line, column}), title: what, message: todo}))
}

/** What a step says beside its summary: what it left alone, or did in a way that somebody may not expect. */
function notesOf(event: JournalEvent): readonly Note[] {
  if (event.type !== 'step-started') return []
  return event.summary
    .split('\n')
    .slice(1)
    .map(line => ({place: {}, title: 'Note', message: line}))
}

/** A mark for each error of the compiler; without them one for the problem. */
function errorNotes({problem, data}: Failure): readonly Note[] {
  const groups = diagnosisSchema.safeParse(data).data?.groups ?? []
  const errors = groups.flatMap(({code, title, why, places}) =>
    places.map(({path, line, column, message}) => ({
      place: {path, line, column},
      title: [code, title].filter(word => word !== undefined).join(' '),
      message: why.startsWith(message) ? why : `${message}\n${why}`,
    })),
  )
  return errors.length === 0 ? [problemNote(problem)] : errors
}

function problemNote({title, detail, nextSteps, path, line, column}: Problem): Note {
  const said = [...detail.split('\n').slice(0, 10), ...nextSteps.map(step => `→ ${step}`)]
  return {place: placeOf({path, line, column}), title, message: said.join('\n')}
}

function placeOf({path, line, column}: {[K in keyof Place]: Place[K] | undefined}): Place {
  if (path === undefined) return {}
  if (line === undefined) return {path}
  return column === undefined ? {path, line} : {path, line, column}
}

function inWorkspace({path, ...rest}: Place, folder: string): Place {
  return path === undefined ? rest : {...rest, path: plainText(`${folder}${path}`)}
}

/** GitHub shows no more of one level for a step of a workflow. */
const mostAnnotations = 10
