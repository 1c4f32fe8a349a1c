/** What an operator used the models for -> bars of each capability's share, a stroke where the platform's usual share is. */
import type { OperatorReport } from "../../contract/report/operator.js";
import type { Fonts } from "../fonts/fonts.js";
import { shown } from "../words/format.js";
import { COLOUR, draw, legend, type Picture, TEXT } from "./frame.js";
import { fitted } from "./words.js";

type Capability = OperatorReport["capability_rows"][number];

const BAND = 16;
const MOST = 16;

const MARKS = [
  { word: "share", fill: COLOUR.blue },
  { word: "usual share", fill: COLOUR.ink, isStroke: true },
];

/** At each bar its share, and the usual one in brackets. */
export function capabilities(all: readonly Capability[], { width, fonts }: { width: number; fonts: Fonts }): Picture {
  const rows = all.slice(0, MOST).map(({ capability, share, usual_share }) => ({
    name: fitted(capability, width * 0.36, fonts),
    share: share ?? 0,
    usual: usual_share,
    text: `${shown(share, "share")} (${shown(usual_share, "share")})`,
  }));
  const left = Math.max(0, ...rows.map(({ name }) => fonts.width(name, TEXT))) + 10;
  const right = Math.max(0, ...rows.map(({ text }) => fonts.width(text, TEXT))) + 8;
  const most = Math.max(0.01, ...rows.flatMap(({ share, usual }) => [share, usual ?? 0]));
  const values = rows.map((row, i) => ({ ...row, from: i + 0.2, to: i + 0.8, middle: i + 0.5, strokeFrom: i + 0.08, strokeTo: i + 0.92 }));
  const room = Math.floor(width - left - right);
  const x = { type: "quantitative", scale: { domain: [0, most], nice: false }, axis: null };
  const y = { type: "quantitative", scale: { domain: [0, Math.max(1, rows.length)], reverse: true, nice: false }, axis: null };
  const text = (align: string, at: number, field: string) => ({
    mark: { type: "text", align },
    encoding: { x: { value: at }, y: { field: "middle", ...y }, text: { field } },
  });
  return draw(
    {
      width: room,
      height: Math.max(1, rows.length) * BAND,
      data: { values },
      layer: [
        {
          mark: { type: "rect", color: COLOUR.blue },
          encoding: { x: { field: "share", ...x }, x2: { datum: 0 }, y: { field: "from", ...y }, y2: { field: "to" } },
        },
        {
          transform: [{ filter: "isValid(datum.usual)" }],
          mark: { type: "rule", color: COLOUR.ink, strokeWidth: 2.5 },
          encoding: { x: { field: "usual", ...x }, y: { field: "strokeFrom", ...y }, y2: { field: "strokeTo" } },
        },
        text("right", -10, "name"),
        text("left", room + 8, "text"),
        ...legend(MARKS, rows.length * BAND + 12, fonts),
      ],
    },
    inWords(all.slice(0, MOST)),
    fonts,
  );
}

function inWords(rows: readonly Capability[]): string {
  const words = rows.map(
    ({ capability, share, usual_share }) => `${capability} ${shown(share, "share")}, usually ${shown(usual_share, "share")}`,
  );
  return `Share of the exchanges by capability, and the platform's usual share. ${words.join("; ")}.`;
}
