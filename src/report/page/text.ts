/**
 * A report's layout and the text that stands in a file of it -> where they differ, by the figures that are told there. The text may have
 * been read off a page: white space, the order of pieces and writing from the right don't count, each digit does.
 */
import { unescaped } from "../html/escape.js";
import type { Layout, Piece } from "./layout.js";

/** A piece of text that stands together, in parts: a row with its cells, a sentence. */
interface Unit {
  parts: readonly { text: string; figures: readonly string[] }[];
}

export interface Difference {
  /** The figures that it tells; none where it is of something else. */
  figures: readonly string[];
  /** What should stand there; empty where something stands there that the report does not say. */
  expected: string;
  /** What stands there instead, as far as that can be told. */
  found: string;
}

/** The layout is as the file has it (`cutForPaper` of a PDF's); `isDescribed`: what pictures show in words is in the text too. */
export function differences(layout: Layout, text: string, { isDescribed = false } = {}): Difference[] {
  let left = squeezed(text);
  const found: Difference[] = [];
  const head = [layout.title, ...layout.under].map((line): Unit => ({ parts: [{ text: line, figures: [] }] }));
  const units = [...head, ...layout.pieces.flatMap((piece) => unitsOf(piece, isDescribed))];
  // the longest first: a short one may be a part of it
  const ordered = units.map((unit) => ({ unit, text: squeezed(textOf(unit)) })).sort((a, b) => b.text.length - a.text.length);
  for (const { unit, text: expected } of ordered) {
    if (expected === "") continue;
    const exactly = left.indexOf(expected);
    const at = exactly < 0 ? likeliest(expected, left) : exactly;
    const instead = at < 0 ? "" : (left.slice(at, at + expected.length).split(GONE)[0] ?? "");
    if (exactly < 0) found.push(differenceOf(unit, expected, instead));
    if (at >= 0) left = `${left.slice(0, at)}${GONE}${left.slice(at + instead.length)}`;
  }
  return found.length > 0 ? found : strayNumbers(left);
}

/** Stands where a piece was that is as it should be, so that its neighbours don't meet. */
const GONE = "\u0000";

const textOf = ({ parts }: Unit) => parts.map(({ text }) => text).join(" ");

/** Letters that are written from the right come off a page in another order. */
function squeezed(text: string): string {
  return text.replace(/[\s\u200b\0]|[\p{Script=Arabic}\p{Script=Hebrew}]/gu, "");
}

function unitsOf(piece: Piece, isDescribed: boolean): Unit[] {
  const one = (text: string, figures: readonly string[] = []): Unit => ({ parts: [{ text, figures }] });
  switch (piece.is) {
    case "heading":
      return [one(piece.text)];
    case "statements":
      return piece.items.map(({ text, figures }) => one(text, figures));
    case "judgements":
      return piece.items.flatMap(({ text, confidence, figures }) => [one(text, figures), one(confidence)]);
    case "charts":
      return piece.items.flatMap(({ title, picture, rows }) => {
        const told = picture ? [...textsIn(picture.svg), ...(isDescribed ? [picture.alt] : [])] : [];
        return [one(title), ...told.map((text) => one(text, [rows.slice(1)]))];
      });
    case "table": {
      const rows = piece.rows.map((row) => ({
        parts: row.map(({ text, figure }) => ({ text, figures: figure === null ? [] : [figure] })),
      }));
      const heads = piece.rows.length === 0 ? [piece.empty] : piece.columns.map(({ label }) => label);
      return [piece.title, ...heads, piece.more].map((text) => one(text)).concat(rows);
    }
  }
}

/** The texts of a picture that have a digit: a number, a day, a name with one. */
function textsIn(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)]
    .map(([, inner]) => unescaped(inner.replace(/<[^>]*>/g, "")))
    .filter((text) => /\d/.test(text));
}

/** Where most likely stands what should be this: where one half of it is; -1 where neither is anywhere. */
function likeliest(expected: string, left: string): number {
  const half = Math.ceil(expected.length / 2);
  const first = left.indexOf(expected.slice(0, half));
  if (first >= 0) return first;
  const second = left.indexOf(expected.slice(half));
  return expected.length < LEAST_ALIKE || second < half ? -1 : second - half;
}

/** Less than so many characters are alike by chance. */
const LEAST_ALIKE = 4;

/** Of the unit those parts that are between what both begin with and what both end with. */
function differenceOf({ parts }: Unit, expected: string, instead: string): Difference {
  const most = Math.min(expected.length, instead.length);
  let begin = 0;
  while (begin < most && expected[begin] === instead[begin]) begin++;
  let end = 0;
  while (end < most - begin && expected.at(-1 - end) === instead.at(-1 - end)) end++;
  let at = 0;
  const wrong = parts.filter(({ text }) => {
    const from = at;
    at += squeezed(text).length;
    return at > begin && from < Math.max(begin + 1, expected.length - end);
  });
  return {
    figures: wrong.flatMap(({ figures }) => figures),
    expected: wrong.map(({ text }) => text).join(" "),
    found: instead.slice(0, MOST_FOUND),
  };
}

const MOST_FOUND = 200;

/** What is left and has a number is something that the report does not say. */
function strayNumbers(left: string): Difference[] {
  return left
    .split(GONE)
    .filter((piece) => /\d/.test(piece))
    .map((found) => ({ figures: [], expected: "", found: found.slice(0, MOST_FOUND) }));
}
