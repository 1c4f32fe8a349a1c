/** Uses of templates -> those of templates that several accounts use, template by template: most are one account's, and meet nobody. */

import { sharedWords } from "../../tools/shared.js";
import { DAY_S } from "../../tools/units.js";
import type { Uses } from "../templates.js";

/** A template's span is taken as a day at least: that a queue item lives an hour is no proof that two accounts share the queue. */
const MIN_SPAN_SECONDS = DAY_S;
/** What stands for a template in place of its one user. */
const NOBODY = -1;
const SEVERAL = -2;

/** By template (CSR), in the order of their numbers: its uses, by account, then as the account has them. */
export interface SharedUses {
  start: Uint32Array;
  account: Uint32Array;
  time: Uint32Array;
  /** By template: its number among all, and how long it was in use. */
  template: Uint32Array;
  seconds: Uint32Array;
}

/** Of templates that more accounts use than one, and at most `common`; `templates` is how many there are. */
export function sharedUses(uses: Uses, templates: number, common: number): SharedUses {
  const place = usersOf(uses, templates);
  const { count, total } = numberShared(uses, place, common);
  const found: SharedUses = {
    start: sharedWords(count + 1),
    account: sharedWords(total),
    time: sharedWords(total),
    template: sharedWords(count),
    seconds: sharedWords(count),
  };
  const { start, account, time } = found;
  for (let u = 0; u < uses.template.length; u++) if (place[uses.template[u]] >= 0) start[place[uses.template[u]] + 1]++;
  for (let n = 0; n < count; n++) start[n + 1] += start[n];
  const next = start.slice(0, count);
  const from = new Uint32Array(count).fill(0xffffffff);
  const to = new Uint32Array(count);
  for (let a = 0; a + 1 < uses.start.length; a++)
    for (let u = uses.start[a]; u < uses.start[a + 1]; u++) {
      const n = place[uses.template[u]];
      if (n < 0) continue;
      const at = next[n]++;
      account[at] = a;
      time[at] = uses.time[u];
      found.template[n] = uses.template[u];
      from[n] = Math.min(from[n], uses.time[u]);
      to[n] = Math.max(to[n], uses.time[u]);
    }
  for (let n = 0; n < count; n++) found.seconds[n] = Math.max(MIN_SPAN_SECONDS, to[n] - from[n]);
  return found;
}

/** By template: its one user, NOBODY, or SEVERAL. */
function usersOf({ start, template }: Uses, templates: number): Int32Array {
  const user = new Int32Array(templates).fill(NOBODY);
  for (let a = 0; a + 1 < start.length; a++)
    for (let u = start[a]; u < start[a + 1]; u++) {
      const t = template[u];
      if (user[t] === NOBODY) user[t] = a;
      else if (user[t] !== a) user[t] = SEVERAL;
    }
  return user;
}

/** Puts a number in the place of SEVERAL, ascending, and NOBODY where they are more than `common` or one. Returns how many are left. */
function numberShared({ start, template }: Uses, user: Int32Array, common: number): { count: number; total: number } {
  const templates: number[] = [];
  for (let t = 0; t < user.length; t++) {
    if (user[t] === SEVERAL) {
      user[t] = templates.length;
      templates.push(t);
    } else user[t] = NOBODY;
  }
  const holders = new Uint32Array(templates.length);
  const times = new Uint32Array(templates.length);
  const latest = new Int32Array(templates.length).fill(NOBODY);
  for (let a = 0; a + 1 < start.length; a++)
    for (let u = start[a]; u < start[a + 1]; u++) {
      const n = user[template[u]];
      if (n < 0) continue;
      if (latest[n] !== a) holders[n]++;
      latest[n] = a;
      times[n]++;
    }
  let count = 0;
  let total = 0;
  templates.forEach((t, n) => {
    if (holders[n] > common) user[t] = NOBODY;
    else {
      user[t] = count++;
      total += times[n];
    }
  });
  return { count, total };
}
