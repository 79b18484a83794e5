import {createHash} from 'node:crypto'
import {gunzipSync, gzipSync} from 'node:zlib'
import type {Codec} from '../domain/ports.ts'

export const codec: Codec = {
  sha256(...parts) {
    const hash = createHash('sha256')
    for (const part of parts) hash.update(part)
    return hash.digest('hex')
  },
  gzipBase64: bytes => gzipSync(bytes).toString('base64'),
  gunzipBase64: (text, maxBytes) => gunzipSync(Buffer.from(text, 'base64'), {maxOutputLength: maxBytes}),
}
