import type {Wire} from '../domain/ports.ts'
import type {Guest} from '../domain/wheel-view.ts'
import {type Attendance, attend, type Hello} from './attend.ts'
import type {HostMessage} from './messages.ts'
import type {News} from './news.ts'
import {emptyReplica, newsOf, remember} from './replica.ts'

/** Those at terminals of their own, and what they were told. */
export type Guests = {
  /** To everybody, in order; who comes later hears what still holds of it. */
  tell(news: News): void
  attend(wire: Wire, admit: (hello: Hello) => Guest | {readonly why: string}): void
  list(): readonly Guest[]
  /** Says goodbye to all, and to everybody who still comes. */
  close(why: string): void
}

type Given = Omit<Parameters<typeof attend>[1], 'welcome' | 'snapshot' | 'admit'> & {readonly repository: string}

/** Nobody is there at first. */
export function openGuests({repository, ...given}: Given): Guests {
  const here = new Set<Attendance>()
  let replica = emptyReplica
  let seq = 0
  let over: string | undefined
  const snapshot = () => ({seq, news: newsOf(replica)})
  return {
    tell(news) {
      replica = remember(replica, news)
      seq += 1
      if (here.size === 0) return
      const line = JSON.stringify({type: 'news', seq, news} satisfies HostMessage)
      for (const one of [...here]) one.tell(line)
    },
    attend(wire, admit) {
      attend(wire, {
        ...given,
        admit: hello => (over === undefined ? admit(hello) : {why: over}),
        welcome: you => ({type: 'welcome', you, repository, ...snapshot()}),
        snapshot: () => ({type: 'snapshot', ...snapshot()}),
        came(attendance, hello) {
          here.add(attendance)
          given.came(attendance, hello)
        },
        went(attendance) {
          here.delete(attendance)
          given.went(attendance)
        },
      })
    },
    list: () => [...here].map(({guest}) => guest),
    close(why) {
      over = why
      for (const one of [...here]) one.bye(why)
    },
  }
}
