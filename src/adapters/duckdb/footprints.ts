/** Footprints and activity of the embedded store: a page of bytes of each a part, in files of their own, replaced whole. */
import { randomUUID } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { TransientError } from "../../errors.js";
import { inOrder, readActivity } from "../../indicator/days/read.js";
import { readPage, writePage } from "../../indicator/page.js";
import { partOf } from "../../indicator/slice/segment.js";
import type { FootprintRow } from "../../ports/footprints.js";
import type { GraphStore } from "../../ports/store.js";
import { writeDurably } from "./bytes.js";
import type { DuckDbClient } from "./client.js";
import type { EmbeddedLog } from "./log.js";

interface EmbeddedFootprints extends Pick<GraphStore, "parts" | "part" | "replacePart" | "footprintsOf" | "activityOf"> {
  open(): Promise<void>;
}

/** What `part` hands to `replacePart`: the state that it was read in, and the ledger number up to which its segments were given. */
interface Receipt {
  state: State;
  end: number;
}

/**
 * A part's pages are files `footprints-PART-VERSION-WRITER` and `activity-PART-VERSION-WRITER`: of those that write one version only one
 * comes through, and none writes over another's. Its segments are merged up to, not including, ledger number `mergedTo`. In memory that may
 * be further on than in its row: where the slices have nothing for the part, there is nothing to merge.
 */
interface State {
  version: number;
  /** Empty where nothing was written yet. */
  writer: string;
  mergedTo: number;
}

type Kind = "footprints" | "activity";
const KINDS: readonly Kind[] = ["footprints", "activity"];

export function footprints(client: DuckDbClient, log: EmbeddedLog): EmbeddedFootprints {
  const page = (kind: Kind, part: number, { version, writer }: Omit<State, "mergedTo">) =>
    join(client.dir, `${kind}-${part}-${version}-${writer}`);
  let states: State[] = [];

  /**
   * What `read` finds, all of one version: a part that is replaced meanwhile is read again, since its pages and its segments may be gone.
   */
  const steadily = async <T>(part: number, read: (state: State) => Promise<T>): Promise<T> => {
    for (;;) {
      const state = states[part];
      const replaced = () => states[part].version !== state.version;
      try {
        const found = await read(state);
        if (!replaced()) return found;
      } catch (error) {
        if (!replaced()) throw error;
      }
    }
  };
  const pageOf = async (kind: Kind, part: number, state: State): Promise<Uint8Array> =>
    state.version === 0 ? new Uint8Array() : readFile(page(kind, part, state));
  const rowsOfAccounts = async (kind: Kind, accounts: readonly string[]): Promise<FootprintRow[]> => {
    const wanted = new Set(accounts);
    const found: FootprintRow[] = [];
    for (const part of new Set(accounts.map((account) => partOf(account, states.length)))) {
      const rows = await steadily(part, async (state) => readPage(await pageOf(kind, part, state)));
      found.push(...rows.filter(({ account }) => wanted.has(account)));
    }
    return found;
  };
  /** The part has nothing before `end` that is not merged; who is the last to say so frees the log. */
  const clear = async (part: number, end: number) => {
    if (states[part].mergedTo < end) states[part] = { ...states[part], mergedTo: end };
    if (states.every(({ mergedTo }) => mergedTo >= end)) await log.trim(end);
  };

  return {
    async open() {
      const rows = await client.query("SELECT version, writer, merged_to FROM parts ORDER BY part");
      states = rows.map((row) => ({ version: Number(row.version), writer: String(row.writer), mergedTo: Number(row.merged_to) }));
      await sweep(client.dir, new Set(states.flatMap((state, part) => KINDS.map((kind) => page(kind, part, state)))));
    },
    parts: () => states.length,
    async part(part) {
      const { state, pages, segments, end } = await steadily(part, async (state) => {
        const footprints = await pageOf("footprints", part, state);
        const waiting = await log.segmentsOf(part, state.mergedTo);
        const activity = waiting.segments.length > 0 ? await pageOf("activity", part, state) : new Uint8Array();
        return { state, pages: { footprints, activity }, ...waiting };
      });
      if (segments.length === 0 && end > state.mergedTo) await clear(part, end);
      return { part, ...pages, segments, receipt: { state, end } satisfies Receipt };
    },
    async replacePart(part, changed, receipt) {
      const { state, end } = receipt as Receipt;
      const isStale = () => states[part].version !== state.version;
      if (isStale()) throw overtaken(part);
      const whole = async (kind: Kind) =>
        replaced(
          await pageOf(kind, part, state).catch((error: unknown) => {
            throw isStale() ? overtaken(part) : error;
          }),
          changed[kind],
        );
      const next = { version: state.version + 1, writer: randomUUID() };
      const drop = (pages: Omit<State, "mergedTo">) => Promise.all(KINDS.map((kind) => rm(page(kind, part, pages), { force: true })));
      await Promise.all(KINDS.map(async (kind) => writeDurably(page(kind, part, next), await whole(kind))));
      const updated = await client.query(
        `UPDATE parts SET version = $1, writer = $2, merged_to = greatest(merged_to, $3) WHERE part = $4 AND version = $5
         RETURNING merged_to`,
        [next.version, next.writer, end, part, state.version],
      );
      if (updated.length === 0) {
        await drop(next);
        throw overtaken(part);
      }
      states[part] = { ...next, mergedTo: Math.max(states[part].mergedTo, Number(updated[0].merged_to)) };
      await drop(state);
      await clear(part, end);
    },
    footprintsOf: (accounts) => rowsOfAccounts("footprints", accounts),
    activityOf: async (accounts) =>
      inOrder((await rowsOfAccounts("activity", accounts)).map(({ account, bytes }) => readActivity(account, bytes))),
  };
}

const overtaken = (part: number) => new TransientError(`part ${part} was merged by another meanwhile: read it again`);

/** A page of what was known, with what changed in its place. */
function replaced(known: Uint8Array, changed: Uint8Array): Uint8Array {
  if (known.length === 0) return changed;
  const all = new Map(readPage(known).map((row) => [row.account, row]));
  for (const row of readPage(changed)) all.set(row.account, row);
  return writePage([...all.values()]);
}

/** Removes pages that a process which died left behind. */
async function sweep(dir: string, current: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(dir)) {
    if (KINDS.some((kind) => name.startsWith(`${kind}-`)) && !current.has(join(dir, name))) await rm(join(dir, name), { force: true });
  }
}
