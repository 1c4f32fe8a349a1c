/** The look of a report as HTML: calm, in light and dark, on paper with its marking on every page. */
import { COLOUR } from "../charts/frame.js";
import { FAMILIES, type Fonts } from "../fonts/fonts.js";
import { TLP_COLOURS } from "../page/tlp.js";

/** What pictures are drawn in turns around in the dark; what tells series apart becomes lighter. */
const DARK: Record<string, string> = {
  [COLOUR.ink]: "#e6edf3",
  [COLOUR.quiet]: "#9da7b3",
  [COLOUR.line]: "#3d444d",
  [COLOUR.paper]: "#0d1117",
  [COLOUR.blue]: "#56b4e9",
  [COLOUR.orange]: "#e69f00",
  [COLOUR.green]: "#2fc89a",
};

/** The stylesheet of a page under this marking, with its font. */
export function styleOf(tlp: string, fonts: Fonts): string {
  const face = (weight: number, data: string) =>
    `@font-face{font-family:"${FAMILIES[0]}";font-weight:${weight};src:url(data:font/woff2;base64,${data}) format("woff2")}`;
  const dark = Object.entries(DARK).map(([light, value]) => `svg [fill="${light}"]{fill:${value}}svg [stroke="${light}"]{stroke:${value}}`);
  return `${face(400, fonts.web.regular)}${face(600, fonts.web.semibold)}
:root{--ink:${COLOUR.ink};--quiet:${COLOUR.quiet};--line:${COLOUR.line};--paper:${COLOUR.paper};--soft:#f6f8fa;--link:#0a5ea8;--mark:${COLOUR.blue}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 3rem;max-width:50rem;color:var(--ink);background:var(--paper);font:1rem/1.5 "${FAMILIES[0]}",system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.2;margin:1.25rem 0 .5rem;font-weight:600}
h2{font-size:1.3rem;line-height:1.3;margin:3rem 0 .75rem;padding-top:.75rem;border-top:2px solid var(--ink);font-weight:600}
h3{font-size:1.1rem;line-height:1.3;margin:2.25rem 0 .5rem;padding-top:.5rem;border-top:1px solid var(--line);font-weight:600}
p,ul{margin:.4rem 0}
.under{color:var(--quiet);font-size:.875rem;margin:0}
.tlp{display:inline-block;margin:0;padding:.1rem .5rem;background:#000;color:${TLP_COLOURS[tlp] ?? "#fff"};font-size:.8125rem;font-weight:600;letter-spacing:.02em}
footer{margin-top:3rem;padding-top:.75rem;border-top:1px solid var(--line)}
nav ul{list-style:none;margin:1.25rem 0 0;padding:.75rem 1rem;background:var(--soft);columns:2;font-size:.875rem}
nav li{break-inside:avoid}
nav .level-2{padding-left:1rem}
a{color:var(--link)}
.label{margin:0;color:var(--quiet);font-size:.8125rem;font-weight:600}
.judgement{margin:.75rem 0;padding:.1rem 0 .1rem .9rem;border-left:4px solid var(--mark)}
.judgement p{margin:.15rem 0}
.confidence,.outcome{color:var(--quiet)}
.told{margin:1rem 0;padding-left:calc(.9rem + 4px)}
.told ul{padding-left:1.1rem}
.assumptions li{list-style:circle}
.charts{display:flex;flex-wrap:wrap;gap:1rem 1.25rem;margin:1.25rem 0}
figure{margin:0;flex:0 1 auto;min-width:0}
figcaption,caption,.caption{font-size:.875rem;font-weight:600;text-align:left;margin:0 0 .35rem;padding:0}
svg{display:block;max-width:100%;height:auto}
svg text{font-family:"${FAMILIES[0]}",system-ui,sans-serif}
.table{margin:1.25rem 0;overflow-x:auto}
.table:focus-visible,.wide:focus-visible{outline:2px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;overflow-wrap:normal;width:100%;font-size:.875rem;line-height:1.4}
th,td{white-space:nowrap;padding:.22rem .75rem .22rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{font-weight:600;border-bottom:1.5px solid var(--ink);vertical-align:bottom}
th:last-child,td:last-child{padding-right:0}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
th.n{white-space:normal}
.long{white-space:normal;overflow-wrap:anywhere;min-width:10rem}
[dir]{text-align:left}
.wide{overflow-x:auto}
.wide svg{min-width:34rem}
.empty{color:var(--quiet);font-size:.875rem}
@media screen and (prefers-color-scheme:dark){:root{--ink:${DARK[COLOUR.ink]};--quiet:${DARK[COLOUR.quiet]};--line:${DARK[COLOUR.line]};--paper:${DARK[COLOUR.paper]};--soft:#161b22;--link:#6cb6ff;--mark:${DARK[COLOUR.blue]}}${dark.join("")}}
@media (max-width:36rem){nav ul{columns:1}}
@media print{body{max-width:none;padding:0;font-size:9.5pt}nav{display:none}h2,h3,figcaption,caption,.label{break-after:avoid}figure,.judgement,tr{break-inside:avoid}.table{overflow:visible}thead{display:table-header-group}section:nth-of-type(2){break-before:page}}
@page{margin:20mm 18mm;@top-left{content:"${tlp}";font:600 8pt sans-serif}@bottom-left{content:"${tlp}";font:600 8pt sans-serif}@bottom-right{content:counter(page);font:8pt sans-serif}}`;
}
