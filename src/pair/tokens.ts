import type {GuestRole} from '../domain/wheel-view.ts'

/** One token for each role; each lets one guest in, once. */
export type IssuedTokens = Readonly<Record<GuestRole, string>>

export type TakenToken =
  | {readonly kind: 'taken'; readonly role: GuestRole}
  | {readonly kind: 'refused'; readonly why: string}

export type Tokens = {
  /** New ones, to be shown once; those before that nobody used are void. */
  issue(): IssuedTokens
  /** What the token of a guest lets them do. It is used up by it. */
  take(token: string | undefined): TakenToken
}

export type TokenTools = {
  /** 128 random bits, as text. */
  readonly random: () => string
  readonly sha256: (text: string) => string
  /** Takes the same time whatever the texts have in common. */
  readonly isSame: (one: string, other: string) => boolean
  /** Of a clock that never goes backwards, in ms. */
  readonly now: () => number
}

/**
 * Lets in whom somebody gave a token: a viewer's never makes a navigator. Only their hashes are kept. After five wrong ones,
 * whoever tried them, none is taken for ten seconds, the right one neither.
 */
export function createTokens({random, sha256, isSame, now}: TokenTools): Tokens {
  let kept: readonly {readonly role: GuestRole; readonly hash: string}[] = []
  let wrong = 0
  let closedUntil = Number.NEGATIVE_INFINITY
  return {
    issue() {
      const issued = {viewer: `viewer-${random()}`, navigator: `navigator-${random()}`}
      kept = roles.map(role => ({role, hash: sha256(issued[role])}))
      return issued
    },
    take(token) {
      if (now() < closedUntil) return refused(tooManyTries)
      const hash = sha256(token ?? '')
      // All are looked at: how long it takes tells nothing.
      const [found] = kept.filter(each => isSame(each.hash, hash))
      if (found === undefined) {
        wrong += 1
        if (wrong % mostTries === 0) closedUntil = now() + closedMs
        return refused(token === undefined ? noToken : wrongToken)
      }
      wrong = 0
      kept = kept.filter(each => each !== found)
      return {kind: 'taken', role: found.role}
    },
  }
}

function refused(why: string): TakenToken {
  return {kind: 'refused', why}
}

const roles = ['viewer', 'navigator'] as const
const mostTries = 5
const closedMs = 10_000
const noToken = 'this session is joined with a token, which its owner gives you'
const wrongToken = 'this token is wrong, or was used before'
const tooManyTries = 'too many wrong tokens came; try again in ten seconds'
