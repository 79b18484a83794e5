/** A short name for a text, the same for the same text (FNV-1a, twice 32 bits). For comparing, not for trust. */
export function fingerprint(text: string): string {
  let [high, low] = [0x811c9dc5, 0x01000193]
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 0x01000193)
    low = Math.imul(low ^ unit ^ (high >>> 16), 0x85ebca6b)
  }
  return [high, low].map(half => (half >>> 0).toString(16).padStart(8, '0')).join('')
}
