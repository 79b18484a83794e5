/** How far something is: what is done of all there is. */
export type Amount = {readonly done: number; readonly total: number}

/** Told again and again while something is worked on. */
export type TellAmount = (amount: Amount) => void
