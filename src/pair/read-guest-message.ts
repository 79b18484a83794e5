import {clean} from '../domain/clean-text.ts'
import {type GuestMessage, guestMessageSchema} from './messages.ts'

/** What a guest said, each text of it safe to show. Undefined for a line that is no message; never throws. */
export function readGuestMessage(line: string): GuestMessage | undefined {
  const read = guestMessageSchema.safeParse(parsed(line))
  return read.success ? cleaned(read.data) : undefined
}

/** The JSON value of a line, with each text in it as `mend` gives it; undefined where it is none. */
export function parsed(line: string, mend?: (text: string) => string): unknown {
  const mended = mend && ((_: string, value: unknown) => (typeof value === 'string' ? mend(value) : value))
  try {
    return JSON.parse(line, mended)
  } catch {
    return undefined
  }
}

function cleaned(message: GuestMessage): GuestMessage | undefined {
  switch (message.type) {
    case 'hello': {
      const name = clean(message.name.normalize('NFKC')).replace(/[<>]/g, '').trim().slice(0, 100)
      return name === '' ? undefined : {...message, name}
    }
    case 'answer':
      return message.text === undefined ? message : {...message, text: clean(message.text)}
    case 'say':
    case 'note': {
      const text = clean(message.text).trim()
      return text === '' ? undefined : {...message, text}
    }
    case 'wheel':
    case 'cancel':
    case 'here':
      return message
    default:
      return message satisfies never
  }
}
