/** Who asks, and when -> a note where what it comes by ends soon, so that nobody learns of it by a 401. */
import type { Caller } from "../../model/access/caller.js";
import { DAY_MS, HOUR_MS } from "../../tools/units.js";

/** A token is made anew by a person, a session by signing in. */
const SOON = [
  { prefix: "t-", what: "token", ms: 7 * DAY_MS, mend: "an admin makes a new one (`cautery tokens create`)" },
  { prefix: "s-", what: "session", ms: HOUR_MS, mend: "sign in again" },
] as const;

/** Null where there is time. `now` in milliseconds since 1970. */
export function expiryNote({ by, expiresAt }: Pick<Caller, "by" | "expiresAt">, now: number): string | null {
  const kind = SOON.find(({ prefix }) => by.startsWith(prefix));
  if (expiresAt === null || kind === undefined || expiresAt - now > kind.ms) return null;
  return `this ${kind.what} (${by}) ends at ${new Date(expiresAt).toISOString()}: ${kind.mend}`;
}
