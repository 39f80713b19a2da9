/** The page's style sheet. Print always uses the light colours. */
export const STYLES = `
:root {
  --ground: #f5f6f8; --card: #fff; --ink: #17202b; --soft: #566271; --line: #dfe3e9; --track: #e9ecf1;
  --good: #17794a; --good-soft: #e3f4eb; --bad: #b9301f; --bad-soft: #fdebe7;
  --warn: #9a6400; --warn-soft: #fdf3dc; --calm: #2d63c0; --calm-soft: #e7effc;
  --bar-good: #3f9f6e; --bar-bad: #d5503c; --bar-warn: #dca233; --bar-calm: #6a97e0; --hatch: #fff;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #10151c; --card: #19202a; --ink: #e8ecf2; --soft: #a0acbb; --line: #2d3745; --track: #2a3340;
    --good: #62d09a; --good-soft: #14301f; --bad: #ff9a87; --bad-soft: #3a1a15;
    --warn: #f0c060; --warn-soft: #332610; --calm: #8fb6ff; --calm-soft: #172640;
    --bar-good: #3fa873; --bar-bad: #e2644f; --bar-warn: #d09a32; --bar-calm: #5b8ce0; --hatch: #19202a;
  }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5; font-size: 15px;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
main { max-width: 70rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem }
h1, h2, h3, p, dl, dd { margin: 0 }
h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -.015em; margin: .2rem 0 1rem }
h2 { font-size: 1.2rem; letter-spacing: -.005em; margin-bottom: .75rem }
h3 { font-size: 1rem; margin-bottom: .35rem }
code { font: .86em ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: var(--track); border-radius: 4px; padding: .08em .35em }
dt, .eyebrow, .note, caption, thead th { color: var(--soft) }
.eyebrow { font-size: .87rem; letter-spacing: .01em }
.route { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: end; margin-bottom: 1.5rem }
.route dt { font-size: .8rem }
.route span { color: var(--soft) }
.route .arrow { color: var(--soft); font-size: 1.2rem }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.4rem 1.5rem; margin-top: 1.25rem }
section > p { margin-bottom: .75rem }
section > p:last-child { margin-bottom: 0 }
a { color: inherit }
.verdict { display: flex; gap: 1.1rem; align-items: center; border: 1px solid currentColor; border-left-width: 8px; margin-top: 0 }
.verdict h2 { font-size: 1.55rem; line-height: 1.2; margin-bottom: .2rem }
.verdict p { color: var(--ink); font-size: 1.05rem; margin: 0 }
.verdict p + p { font-size: .95rem; margin-top: .25rem }
.keys code { display: inline-block; max-width: 100%; overflow-wrap: anywhere }
.verdict .badge { flex: none; width: 3.2rem; height: 3.2rem; border-radius: 50%; background: currentColor; display: grid; place-items: center }
.verdict .badge .icon { width: 1.8rem; height: 1.8rem; color: var(--card) }
.verdict.good { color: var(--good); background: var(--good-soft) }
.verdict.bad { color: var(--bad); background: var(--bad-soft) }
.verdict.warn { color: var(--warn); background: var(--warn-soft) }
.verdict.calm { color: var(--calm); background: var(--calm-soft) }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; margin-top: 1.25rem }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1rem 1.2rem }
.tile dt { font-size: .87rem }
.tile strong { font-weight: inherit }
.tile b { display: block; font-size: 1.75rem; line-height: 1.25; letter-spacing: -.02em; white-space: nowrap }
.tile span { color: var(--soft); font-size: .85rem }
.scroll { overflow-x: auto }
.scroll:focus-visible { outline: 2px solid var(--calm); outline-offset: 2px }
.scroll + .scroll, .details + .scroll, .legend + .scroll { margin-top: 1.25rem }
table { border-collapse: collapse; width: 100%; overflow-wrap: break-word }
caption { text-align: left; font-size: .87rem; padding-bottom: .35rem }
th, td { text-align: left; vertical-align: top; padding: .48rem .9rem .48rem 0; border-top: 1px solid var(--line) }
th:last-child, td:last-child { padding-right: 0 }
thead th { border-top: 0; font-size: .82rem; font-weight: 500; vertical-align: bottom }
tbody th { font-weight: 500 }
tfoot th, tfoot td { font-weight: 650; border-top: 2px solid var(--line) }
th.n, td.n { text-align: right }
td.n { white-space: nowrap }
.n + :not(.n) { padding-left: .6rem }
.zero { color: var(--soft) }
.bar { display: block; max-width: 100%; min-width: 110px; border-radius: 4px; margin-top: .35em; overflow: hidden }
.track { fill: var(--track) } rect.good { fill: var(--bar-good) } rect.calm { fill: var(--bar-calm) } rect.mute { fill: var(--soft); opacity: .5 }
rect.bad { fill: url(#hatch-bad) } rect.warn { fill: url(#hatch-warn) }
.bad-ground { fill: var(--bar-bad) } .warn-ground { fill: var(--bar-warn) } .stroke { fill: var(--hatch); opacity: .75 }
.warn-ground + .stroke { fill: #4a3200 }
.patterns { position: absolute; width: 0; height: 0 }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; font-size: .85rem; color: var(--soft); margin: .9rem 0 }
.legend:last-child { margin-bottom: 0 }
.legend svg { width: 12px; height: 12px; border-radius: 3px; margin-right: .4rem; vertical-align: -1px }
.icon { width: 1.05em; height: 1.05em; vertical-align: -.16em }
.mark { white-space: nowrap; font-weight: 550 }
.good-text, .fine .icon { color: var(--good) } .bad-text { color: var(--bad) } .mute-text { color: var(--soft) } .warn-text { color: var(--warn) }
.failure { padding: 1rem 0; border-top: 1px solid var(--line) }
.failure:first-of-type { border-top: 0; padding-top: 0 }
.failure:last-child { padding-bottom: 0 }
.failure .count { color: var(--bad); font-weight: 600 }
.todo { background: var(--calm-soft); border-left: 3px solid var(--calm); padding: .5rem .8rem; border-radius: 0 6px 6px 0; margin: .6rem 0 }
details { margin-top: .6rem }
details caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
table { position: relative }
summary { cursor: pointer; color: var(--soft); font-size: .9rem; margin-bottom: .4rem }
.message { white-space: pre-line; overflow-wrap: anywhere }
.details > div { display: grid; grid-template-columns: 8rem 1fr; gap: 1rem; padding: .35rem 0; border-top: 1px solid var(--line) }
.details > div:first-child { border-top: 0 }
@media (max-width: 40rem) {
  main { padding: 1.25rem .9rem 2rem } section { padding: 1.1rem 1rem } table { min-width: 34rem }
  .tiles { grid-template-columns: 1fr 1fr; gap: .7rem } .tile { padding: .8rem .9rem } .tile b { font-size: 1.4rem } .tile:last-child { grid-column: 1 / -1 }
  .route .arrow { display: none } .details > div { grid-template-columns: 1fr; gap: 0 }
}
@media print {
  @page { margin: 14mm }
  :root { font-size: 12.5px } body { background: #fff; font-size: 9.5pt } main { max-width: none; padding: 0 }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  section { padding: .9rem 1rem; margin-top: .8rem } .tiles { grid-template-columns: repeat(5, 1fr); gap: .5rem; margin-top: .8rem }
  .tile { padding: .6rem .7rem } .tile strong { font-weight: inherit }
.tile b { font-size: 1.25rem }
  tr, .verdict, .tile, .failure > p, h2, h3 { break-inside: avoid } h2, h3, caption, thead { break-after: avoid }
  .scroll { overflow: visible } th, td { padding-right: .5rem } .bar { width: 130px; height: 9px } .verdict a { display: none }
  details::details-content { display: block; content-visibility: visible; height: auto } summary { list-style: none }
}
`;
