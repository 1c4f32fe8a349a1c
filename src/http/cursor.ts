/** Where a list goes on <-> an opaque text: of which run, and behind which item. Of another run it is over (410). */
import { z } from "zod";
import { HttpProblem } from "./problems.js";

const form = z.tuple([z.literal(1), z.number().int(), z.array(z.union([z.string(), z.number()])).max(4)]);

export function cursorOf(run: number, ...place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([1, run, place])).toString("base64url");
}

/** The place that it names; throws an `HttpProblem`: 422 where it is no cursor, 410 with the new run where it is of another. */
export function placeOf(cursor: string, run: number): readonly (string | number)[] {
  const [, of, place] = parsed(cursor);
  if (of !== run) throw new HttpProblem(410, `the list was of run ${of}, and run ${run} is current: begin it again`, { run });
  return place;
}

/** Lists of what is decided are of no run. */
export const NO_RUN = 0;

/** A page of a list of no run, behind the item that the cursor names. */
export function pageBehind<T>(
  all: readonly T[],
  idOf: (item: T) => string,
  { limit = 100, cursor }: { limit?: number | undefined; cursor?: string | undefined },
): { items: readonly T[]; next: string | null } {
  const behind = cursor === undefined ? null : String(placeOf(cursor, NO_RUN)[0]);
  const from = behind === null ? 0 : all.findIndex((item) => idOf(item) === behind) + 1;
  const items = all.slice(from, from + limit);
  return { items, next: from + limit < all.length ? cursorOf(NO_RUN, idOf(items.at(-1)!)) : null };
}

function parsed(cursor: string): z.infer<typeof form> {
  try {
    return form.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw new HttpProblem(422, "that is no cursor: give the `next` of the page before, unchanged", {
      errors: [{ pointer: "/query/cursor", detail: "no cursor" }],
    });
  }
}
