/** Parts with what was not merged yet -> the same merged, in columns: on threads where there is much, here where there is little. */
import { availableParallelism } from "node:os";
import { populationOf, prepared } from "../indicator/build.js";
import type { Piece } from "../indicator/columns/lay.js";
import { memoryOf, type PartColumns } from "../indicator/columns/part-columns.js";
import type { Population } from "../indicator/population.js";
import { threadFile } from "../threads/locate.js";
import { ThreadPool } from "../threads/pool.js";
import { mergedPart } from "./merge-part.js";
import type { MergedPart, MergeTasks, UnmergedPart } from "./protocol.js";

/** Less than this in a part is merged sooner than it is sent. */
const WORTH_SENDING = 256 * 1024;

export class MergePool {
  readonly size: number;
  readonly #worth: number;
  readonly #threads: ThreadPool<MergeTasks>;

  /** Threads are started when they are needed first; `worth`: bytes of a part that are worth sending. */
  constructor(size = availableParallelism(), worth = WORTH_SENDING) {
    this.size = size;
    this.#worth = worth;
    this.#threads = new ThreadPool(threadFile("./merge-thread.js", import.meta.url), size);
  }

  /** As `mergedPart`. What is given is the pool's from then on. */
  async merge(given: UnmergedPart): Promise<MergedPart> {
    const all = [given.footprints, given.activity, ...given.segments];
    const bytes = all.reduce((sum, { length }) => sum + length, 0);
    if (this.size < 2 || bytes < this.#worth) return mergedPart(given);
    return (await this.#threads.run("merge", given, transferable(all))).answer;
  }

  /** The population of all parts. */
  async population(parts: PartColumns[]): Promise<Population> {
    const rows = parts.reduce((sum, { kinds }) => kinds.reduce((all, { start }) => all + start[start.length - 1], sum), 0);
    if (this.size < 2 || 4 * rows < this.#worth) return populationOf(parts);
    const { places, pieces, build } = prepared(parts);
    const order = [...pieces].sort(([, a], [, b]) => rowsOf(b) - rowsOf(a)); // who takes longest begins
    pieces.clear();
    const laid = order.map(async ([kind, its]) => {
      const { answer } = await this.#threads.run("lay", { kind, pieces: its, places }, its.flatMap(memoryOf));
      return answer;
    });
    return build(await Promise.all(laid));
  }

  close(): Promise<void> {
    return this.#threads.close();
  }
}

const rowsOf = (pieces: readonly (Piece | undefined)[]): number => pieces.reduce((sum, piece) => sum + (piece?.start.at(-1) ?? 0), 0);

/** The memory of those that fill theirs: what shares it with others, or has none, is copied. */
function transferable(all: readonly Uint8Array[]): ArrayBuffer[] {
  const whole = all.filter(({ buffer, byteLength }) => byteLength > 0 && buffer.byteLength === byteLength);
  return [...new Set(whole.map(({ buffer }) => buffer as ArrayBuffer))];
}
