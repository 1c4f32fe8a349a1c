/** An account's activity as bytes -> its days, and what is before them: what `day-sum.ts` wrote, to be read. */
import type { AccountActivity, DayActivity, FoldedActivity, Model, UsageSum } from "../../model/activity.js";
import { ByteReader } from "../../tools/bytes.js";
import { CAPABILITIES } from "../population.js";
import { CAPABILITY_ROOM, OTHER_EVENT } from "./day-sum.js";
import { dayOfPeriod, FIRST_DAY } from "./periods.js";

export function readActivity(account: string, bytes: Uint8Array): AccountActivity {
  const reader = new ByteReader(bytes);
  const models: Model[] = [{ is: "unsaid" }, { is: "others" }];
  for (let n = reader.count(); n > 0; n--) {
    reader.at += 8; // the rank of its name
    models.push({ is: "named", name: reader.text() });
  }
  const days: DayActivity[] = [];
  const folded: FoldedActivity[] = [];
  let period = 0;
  for (let step = reader.count(); step > 0; step = reader.count()) {
    period += step - 1;
    if (period >= FIRST_DAY) days.push({ day: dayOfPeriod(period), ...readEntries(reader, models) });
    else {
      const first = reader.count() - 1;
      folded.push({ first, last: first + reader.count(), ...readEntries(reader, models) });
    }
  }
  return { account, days, folded };
}

/** By account. */
export function inOrder(activities: readonly AccountActivity[]): AccountActivity[] {
  return activities.toSorted((a, b) => (a.account < b.account ? -1 : 1));
}

function readEntries(reader: ByteReader, models: readonly Model[]): { usage: UsageSum[]; hasOther: boolean } {
  const usage: UsageSum[] = [];
  let hasOther = false;
  for (let next = reader.count(); next > 0; next = reader.count()) {
    if (next - 1 === OTHER_EVENT) hasOther = true;
    else {
      const capability = CAPABILITIES[((next - 2) % CAPABILITY_ROOM) - 1] ?? null;
      const model = models[Math.floor((next - 2) / CAPABILITY_ROOM)];
      usage.push({ capability, model, exchanges: reader.count(), inputTokens: reader.count(), outputTokens: reader.count() });
    }
  }
  return { usage, hasOther };
}
