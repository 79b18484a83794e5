/** `38 GB`, `4.1 GB`, `940 MB`: decimal, as disks are sold and `df -H` prints them. */
export function sizeText(bytes: number): string {
  if (bytes >= 10e9) return `${Math.round(bytes / 1e9)} GB`
  return bytes >= 999.5e6 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`
}

/** `2GB`, `500 MB`, `1.5 GiB`, `0`: bytes, decimal or binary as it is written; undefined when it isn't a size. */
export function parseSize(text: string): number | undefined {
  const [, number = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,3})?) ?([kmgt]?i?b?)$/i.exec(text.trim()) ?? []
  const factor = factors[unit.toLowerCase().replace(/b$/, '')]
  return number === '' || factor === undefined ? undefined : Math.round(Number(number) * factor)
}

const factors: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
  ti: 1024 ** 4,
}
