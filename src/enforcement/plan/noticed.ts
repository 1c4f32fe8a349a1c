/**
 * A plan's terms and accounts -> what the operator behind them will notice of it, and when: for who decides between stages and a strike.
 */
import type { BlastRadius, Measure, Plan, PlannedAccount } from "../../model/enforcement/plan.js";

type Terms = Pick<Plan, "measure" | "way" | "days" | "window_minutes" | "rate" | "shadow_days" | "policy">;

const MET: Readonly<Record<Measure, string>> = {
  suspend: "cut off",
  "rate-limit": "slowed down",
  verify: "asked to verify",
  watch: "only watched",
};

/** In the order in which it happens. */
export function noticedOf(terms: Terms, items: readonly PlannedAccount[], { exchanges_a_day }: BlastRadius): string[] {
  const { measure, days, shadow_days } = terms;
  if (shadow_days !== null) return [`nothing for ${shadow_days} days: it is only watched what the plan would have hit`];
  const meant = items.filter((item) => item.measure === measure).length;
  const first = items.filter(({ measure: other }) => other === "verify" && measure !== "verify").length;
  const tracers = items.filter(({ instead }) => instead === "tracer").length;
  if (measure === "watch") return ["nothing: accounts are only watched"];
  return [
    ...(first > 0
      ? [`before anything else ${accounts(first)} ${first === 1 ? "is" : "are"} asked to verify: whoever runs them is warned`]
      : []),
    ...(meant > 0 ? [when(terms, meant)] : []),
    ...(meant > 0 && measure !== "verify" ? [`up to ${Math.round(exchanges_a_day)} exchanges a day stop or are slowed`] : []),
    ...(tracers > 0 ? [`nothing at ${accounts(tracers)} kept under watch: where the work goes next is seen there`] : []),
    ...(meant > 0 && days !== null ? [`after ${days} days the accounts are as they were`] : []),
  ];
}

function when({ measure, way, window_minutes, rate, policy }: Terms, meant: number): string {
  const what = `${accounts(meant)} ${meant === 1 ? "is" : "are"} ${MET[measure]}`;
  if (way === "stages")
    return `${what}, the first ${policy.stages.map((share) => `${Math.round(share * 1000) / 10} %`).join(", then ")} some time before the rest: the operator can tell in the first stage`;
  if (window_minutes > 0) return `${what} within ${window_minutes} minutes, in an order that cannot be foreseen`;
  return `${what} at once, ${rate} a second`;
}

const accounts = (count: number): string => `${count} ${count === 1 ? "account" : "accounts"}`;
