/** The certificate's style sheet. Made for paper, so it is light on a screen as well. */
export const CERTIFICATE_STYLES = `
:root { --ink: #17202b; --soft: #566271; --line: #cfd5dd; --good: #17794a; --bad: #b9301f; color-scheme: light }
* { box-sizing: border-box; print-color-adjust: exact; -webkit-print-color-adjust: exact }
body { margin: 0; background: #e9ecf1; color: var(--ink); font: 13px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
main { max-width: 210mm; margin: 1.5rem auto; padding: 16mm; background: #fff }
h1, h2, p, dl, dd, ul { margin: 0 }
h1 { font-size: 1.9rem; line-height: 1.2; letter-spacing: -.01em }
h2 { font-size: 1.05rem; margin: 1.3rem 0 .4rem }
.soft, dt, caption, thead th { color: var(--soft) }
.route { font-size: 1.1rem; margin-top: .3rem }
.verdict { border: 2px solid currentColor; border-radius: 8px; padding: .8rem 1rem; margin: 1rem 0 }
.verdict h2 { margin: 0; font-size: 1.3rem } .verdict p { color: var(--ink) }
.good { color: var(--good) } .bad { color: var(--bad) }
.gaps { padding-left: 1.2rem } .gaps li { margin-bottom: .5rem }
.facts > div { display: grid; grid-template-columns: 8.5rem 1fr; gap: .8rem; padding: .18rem 0; border-top: 1px solid var(--line) }
table { border-collapse: collapse; width: 100%; overflow-wrap: break-word }
caption { text-align: left; font-size: .9em; padding-bottom: .2rem }
th, td { text-align: left; vertical-align: top; padding: .22rem .7rem .22rem 0; border-top: 1px solid var(--line) }
thead th { border-top: 0; font-size: .9em; font-weight: 500; vertical-align: bottom }
tbody th { font-weight: 500; white-space: nowrap } tfoot th, tfoot td { font-weight: 650; border-top-width: 2px }
th.n, td.n { text-align: right; white-space: nowrap }
th:last-child, td:last-child { padding-right: 0 }
.zero { color: var(--soft) }
.scroll { overflow-x: auto }
.scroll + .scroll { margin-top: .8rem }
code { font: .9em ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere }
.note { font-size: .92em; color: var(--soft); margin: .4rem 0 }
.sign { margin-top: 1.4rem; border-top: 2px solid var(--ink); padding-top: .8rem; break-inside: avoid }
.lines { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem }
.lines div { border-bottom: 1px solid var(--ink); height: 3.2rem; display: flex; align-items: end; color: var(--soft) }
@media (max-width: 40rem) { main { margin: 0; padding: 1rem } .facts > div { grid-template-columns: 1fr; gap: 0 } .lines { grid-template-columns: 1fr } }
@media print {
  @page { size: A4; margin: 13mm }
  :root { font-size: 11px } body { background: #fff; font-size: 8pt; line-height: 1.3 } main { max-width: none; margin: 0; padding: 0 }
  th, td { padding-top: .1rem; padding-bottom: .1rem } .lines div { height: 2.8rem } .scroll + .scroll { margin-top: .5rem }
  h2 { margin-top: .8rem } h2, caption, thead { break-after: avoid } tr, .verdict, .gaps li { break-inside: avoid } .scroll { overflow: visible }
}
`;
