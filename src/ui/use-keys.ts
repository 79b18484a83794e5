import {useInput} from 'ink'
import {useRef} from 'react'
import {keyName} from './key-name.ts'
import type {Performer} from './perform.ts'

/** Hands keys to the performer; bracketed pastes go to the input line, wherever else they are meant they are dropped. */
export function useKeys(performer: Performer): void {
  const isPasting = useRef(false)
  useInput((input, key) => {
    if (input === '[200~' || input === '[201~') {
      isPasting.current = input === '[200~'
      return
    }
    const name = keyName(input, key)
    if (isPasting.current || name === undefined) performer.paste(input)
    else performer.press(name, key.ctrl || key.meta ? '' : input)
  })
}
