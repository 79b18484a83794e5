/** A share as people write it: 0.125 is `+12.5 %`, -0.1 is `−10 %`. */
export function percentText(share: number): string {
  const percent = Math.round(share * 1000) / 10
  if (percent === 0) return '0 %'
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`
}
