import {createContext} from 'react'

/** What the terminal can show; settled before the first frame. */
export type Look = {readonly hasColor: boolean; readonly isAscii: boolean}

export const LookContext = createContext<Look>({hasColor: true, isAscii: false})
