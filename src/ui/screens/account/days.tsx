/** What an account did day by day, and what of. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { counted, percent, several, short } from "../../lib/format.js";
import { accountDaysQuery } from "../../resources/accounts.js";

const HEIGHT = 56;
const DAY_MS = 86_400_000;

export function Days({ account }: { account: string }): ReactNode {
  const { data } = useQuery({ ...accountDaysQuery(account), retry: false });
  if (data === undefined || data.by_day.length === 0) return null;
  const { by_day, by_capability, by_model, exchanges } = data;
  const first = Date.parse(by_day[0].day);
  const spans = (Date.parse(by_day[by_day.length - 1].day) - first) / DAY_MS + 1;
  const most = Math.max(...by_day.map((each) => each.exchanges));
  const bars = by_day.map(({ day, exchanges: count }) => {
    const height = Math.max(1, (HEIGHT * count) / most);
    return `M${(Date.parse(day) - first) / DAY_MS} ${HEIGHT}v-${height}h.8v${height}z`;
  });
  const shares = (rows: readonly { name: string; exchanges: number }[]): string =>
    rows.map(({ name, exchanges: count }) => `${name} ${percent(exchanges === 0 ? 0 : count / exchanges)}`).join(", ") || "not known";
  return (
    <section className="panel stack">
      <h2>
        {several(by_day.length, "day")} with exchanges, {by_day[0].day} – {by_day[by_day.length - 1].day}, at the most {short(most)} on one
      </h2>
      <svg
        className="days"
        viewBox={`0 0 ${spans} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${counted(exchanges)} exchanges on ${several(by_day.length, "day")}`}
      >
        <path d={bars.join("")} fill="var(--accent)" />
      </svg>
      <dl className="facts">
        <dt>Capabilities</dt>
        <dd>{shares(by_capability.map((each) => ({ name: each.capability ?? "not said", exchanges: each.exchanges })))}</dd>
        <dt>Models</dt>
        <dd>{shares(by_model.map((each) => ({ name: each.model ?? each.is, exchanges: each.exchanges })))}</dd>
      </dl>
    </section>
  );
}
