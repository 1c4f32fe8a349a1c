/** A file of a report, in any format -> whether it tells what was counted: every figure is counted again from what the report kept. */
import type { Report } from "../../contract/report.js";
import { PermanentError } from "../../errors.js";
import type { Records } from "../../ports/knowledge.js";
import { dataOf } from "../../report/counting/data.js";
import type { Format } from "../../report/formats/names.js";
import { reportOf } from "../../report/telling/tell.js";
import { DIFFERENCES } from "../../report/verify/differences.js";
import { type Claim, claimOf, formatOf } from "../../report/verify/format.js";
import { countedFrom, editionOf, reportNamed } from "./kept.js";
import type { Layouts } from "./render.js";

export interface Verified {
  report: string;
  marking: Claim["marking"];
  format: Format;
  /** How many figures were counted again. */
  figures: number;
  /** Names of figures, or places, at which the file is off; none where it tells what was counted. */
  off: readonly string[];
}

/** Throws a `PermanentError` where it is no report's file, and a `NotFoundError` where no such report is kept. */
export async function verifyReport(store: Records, bytes: Uint8Array, layouts: Layouts): Promise<Verified> {
  const format = formatOf(bytes);
  if (format === null) throw new PermanentError("this is no file of a report: give one that `cautery report` wrote, as it wrote it");
  const { text, claim } = await readFile(bytes, format, layouts);
  if (claim === null)
    throw new PermanentError(
      `this ${format} file does not say of which report it is: it was not written by \`cautery report\`, or was changed`,
    );
  const head = await reportNamed(store, claim.id);
  const kept = await editionOf(store, head, claim.marking);
  const { material, sums } = await countedFrom(store, head);
  const recounted = recount(kept, reportOf(dataOf(material, sums), claim.marking));
  const off = [...recounted, ...(await differencesOf(kept, format, { bytes, text, layouts }))];
  return { report: head.id, marking: claim.marking, format, figures: kept.figures.length, off: [...new Set(off)] };
}

interface Read {
  /** Of a format that is text the whole; of one that is laid out the JSON that it carries, where it does. */
  text: string | null;
  claim: Claim | null;
}

async function readFile(bytes: Uint8Array, format: Format, layouts: Layouts): Promise<Read> {
  if (format !== "html" && format !== "pdf") {
    const text = Buffer.from(bytes)
      .toString("utf8")
      .replace(/^\uFEFF/, "");
    return { text, claim: claimOf(format, text) };
  }
  const { claim, json } = await layouts[format].read(bytes);
  if (json !== null) return { text: json, claim: claimOf("json", json) };
  return { text: null, claim: claim === null || claim.marking === null ? null : { id: claim.id, marking: claim.marking } };
}

/** What was kept against what is counted now, figure by figure. */
function recount(kept: Report, again: Report): string[] {
  const now = new Map(again.figures.map(({ id, value }) => [id, value]));
  return kept.figures.filter(({ id, value }) => !Object.is(now.get(id), value)).map(({ id }) => id);
}

async function differencesOf(
  kept: Report,
  format: Format,
  { bytes, text, layouts }: { bytes: Uint8Array; text: string | null; layouts: Layouts },
): Promise<string[]> {
  const isLaidOut = format === "html" || format === "pdf";
  const told = text === null ? [] : DIFFERENCES[isLaidOut ? "json" : format](kept, text);
  return isLaidOut ? [...told, ...(await layouts[format].differences(kept, bytes))] : told;
}
