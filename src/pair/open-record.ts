import type {JournalEvent} from '../journal/event.ts'
import type {Journal} from '../journal/journal.ts'
import type {Session} from '../journal/session.ts'

/** What the session keeps of those who pair. */
export type PairRecord = {
  /** On disk when it resolves, where there is a session; what was agreed to or noted before is kept until there is one. */
  append(event: JournalEvent): Promise<void>
  /** From here on there is a session; these come first. */
  open(journal: SessionFile, first: readonly JournalEvent[]): Promise<void>
  /** Undefined before there is one. */
  session(): Session | undefined
}

type SessionFile = Pick<Journal, 'append' | 'session'>

/** Who drives before there is a session is nobody's concern later; what was said or agreed to is. */
export function openRecord(): PairRecord {
  let journal: SessionFile | undefined
  const early: JournalEvent[] = []
  return {
    async append(event) {
      if (journal !== undefined) await journal.append(event)
      else if (outlasts(event) && early.length < mostEarly) early.push(event)
    },
    async open(opened, first) {
      journal = opened
      const events = [...first, ...early.splice(0)]
      if (events.length > 0) await opened.append(...events)
    },
    session: () => journal?.session,
  }
}

/** For what nobody waits for. Should the state file refuse it, the next event that somebody waits for says so. */
export function keepQuietly(record: PairRecord, event: JournalEvent): void {
  record.append(event).catch(() => undefined)
}

function outlasts({type}: JournalEvent): boolean {
  return type === 'approved' || type === 'note-written'
}

const mostEarly = 100
