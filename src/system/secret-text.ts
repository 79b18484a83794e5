import {randomBytes, timingSafeEqual} from 'node:crypto'

/** 128 random bits, in lower-case hex: nobody guesses them. */
export function randomText(): string {
  return randomBytes(16).toString('hex')
}

/** Compares texts of one length in a time that doesn't tell how much of them is the same. */
export function isSameText(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)]
  return first.length === second.length && timingSafeEqual(first, second)
}
