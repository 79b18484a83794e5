/** How the page looks: a column of text, in the reader's own light or dark, from 320 px to paper. */
export const style = `
:root { color-scheme: light dark; --ground: #fff; --text: #1c2024; --quiet: #575e66; --edge: #d5d9de; --shade: #f3f5f7;
  --good: #1a6b35; --bad: #b3261e; --warn: #8a5200; --before: #8a929c; --after: #2f6db5; --link: #1f5fa8; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #15181c; --text: #e4e7ea; --quiet: #a3abb4; --edge: #3a4149; --shade: #1f2429;
    --good: #7fce96; --bad: #ff9a91; --warn: #f0b866; --before: #7d8791; --after: #6ea8ea; --link: #8fc0f5; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--edge); }
p, ul, ol, pre, figure, .scroll { margin: 0 0 1rem; }
ul, ol { padding-left: 1.4rem; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.judged { padding: .75rem 1rem; border-left: .3rem solid var(--warn); background: var(--shade); }
.judged strong { color: var(--warn); }
.judged.upgraded { border-color: var(--good); }
.judged.upgraded strong { color: var(--good); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; font-size: .9rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .875em; }
code { background: var(--shade); padding: .1em .3em; border-radius: .2rem; }
pre { background: var(--shade); padding: .75rem; overflow-x: auto; overflow-wrap: normal; }
pre code { padding: 0; background: none; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; overflow-wrap: normal; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--edge); max-width: 28rem; }
th { font-weight: 600; }
thead th { color: var(--quiet); font-weight: 500; }
td { font-variant-numeric: tabular-nums; }
.ticks { list-style: none; padding: 0; }
.ticks > li { padding-left: 1.5rem; text-indent: -1.5rem; }
.tick { display: inline-block; width: 1.5rem; text-indent: 0; color: var(--warn); }
.done .tick { color: var(--good); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
figcaption { font-size: .9rem; margin-bottom: .25rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: .25rem 1.5rem; }
svg { display: block; width: 100%; height: 1.75rem; }
.burn-down svg { height: 6rem; max-width: 30rem; }
.disk svg { height: 6rem; }
svg .before { fill: var(--before); }
svg .after { fill: var(--after); }
svg .exceeded, svg .rollback { fill: var(--bad); }
svg line, svg .line { vector-effect: non-scaling-stroke; stroke-width: 1.5; fill: none; }
svg .spread { stroke: var(--text); }
svg .limit { stroke: var(--warn); stroke-width: 2.5; stroke-dasharray: 4 2; }
svg .axis { stroke: var(--edge); }
svg .line { stroke: var(--after); stroke-width: 2; }
.verdict { white-space: nowrap; color: var(--quiet); }
.verdict.within { color: var(--good); }
.verdict.noise { color: var(--warn); }
.verdict.exceeded, .verdict.rollback { color: var(--bad); font-weight: 600; }
.legend { font-size: .85rem; color: var(--quiet); }
.legend span { display: inline-block; width: 1rem; height: .7rem; margin-left: .5rem; vertical-align: baseline; }
.legend .before { margin-left: 0; background: var(--before); }
.legend .after { background: var(--after); }
.legend .limit { width: 0; border-left: 2.5px dashed var(--warn); }
.bars { list-style: none; padding: 0; font-size: .9rem; }
.bars li { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .2rem 0; }
.took { font-variant-numeric: tabular-nums; color: var(--quiet); }
.track { grid-column: 1 / -1; height: .45rem; background: var(--shade); }
.bar { display: block; height: 100%; min-width: 2px; background: var(--after); }
footer { margin-top: 3rem; font-size: .85rem; color: var(--quiet); }
@media (max-width: 48rem) {
  table { width: max-content; }
  th, td { max-width: 15rem; }
}
@media print {
  :root { --ground: #fff; --text: #000; --quiet: #444; --edge: #bbb; --shade: #f2f2f2; --good: #1a6b35; --bad: #b3261e;
    --warn: #8a5200; --before: #888; --after: #2f6db5; --link: #000; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  .scroll, pre { overflow: visible; white-space: pre-wrap; }
  table { white-space: normal; }
  figure, tr, li { break-inside: avoid; }
  h2 { break-after: avoid; }
  svg, .bar, .track, .legend span { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`.trim()
