import {createHash} from 'node:crypto'
import {gunzipSync, gzipSync} from 'node:zlib'
import type {Codec} from '../domain/ports.ts'

export const codec: Codec = {
  sha256: bytes => createHash('sha256').update(bytes).digest('hex'),
  gzipBase64: bytes => gzipSync(bytes).toString('base64'),
  gunzipBase64: (text, maxBytes) => gunzipSync(Buffer.from(text, 'base64'), {maxOutputLength: maxBytes}),
}
