/** What is told, by which rules: a rule, what happened, and the alerts that it makes of that. Pure. */
import { createHash } from "node:crypto";
import { z } from "zod";

/** What a rule can be on, and whether it counts accounts. */
export const ALERTS_ON = {
  cluster: { counts: true, says: "a fraudulent cluster that is new, of so many accounts" },
  growth: { counts: true, says: "so many accounts that came to clusters after a batch began on them, and each time that has doubled" },
  batch: { counts: false, says: "a batch that was paused, or everything halted" },
  report: { counts: false, says: "a report that could not be made or sent" },
} as const;

export type AlertOn = keyof typeof ALERTS_ON;
export const ALERT_KINDS = Object.keys(ALERTS_ON) as [AlertOn, ...AlertOn[]];

export const alertRule = z.object({
  rule: z.string(),
  on: z.enum(ALERT_KINDS),
  /** Accounts; null for what counts none. */
  least: z.number().nullable(),
  /** As `parseDestination` takes it. */
  to: z.string(),
  /** A message a day, in the store's zone, rather than one as it happens. */
  digest: z.boolean(),
  created_by: z.string(),
  created_at: z.string(),
  withdrawn_by: z.string().nullable(),
  withdrawn_at: z.string().nullable(),
});
export type AlertRule = z.infer<typeof alertRule>;

/** Ids and counts alone: nothing of a person, and nothing that somebody wrote. */
const about = z.object({
  run: z.number().optional(),
  cluster: z.string().optional(),
  batch: z.string().optional(),
  report: z.string().optional(),
  accounts: z.number().optional(),
  what: z.enum(["paused", "halted", "failed"]).optional(),
});
export type AlertAbout = z.infer<typeof about>;

export const ALERT_STATES = ["waiting", "sent", "failed", "dropped"] as const;

export const alert = z.object({
  alert: z.string(),
  rule: z.string(),
  on: z.enum(ALERT_KINDS),
  /** When it happened. */
  at: z.string(),
  about,
  /** `failed`: given up; `dropped`: its rule was withdrawn before it was sent. */
  state: z.enum(ALERT_STATES),
  sent_at: z.string().nullable(),
  /** Why the last try failed. */
  error: z.string().nullable(),
});
export type Alert = z.infer<typeof alert>;

/** `before`: its accounts in the run before, where it was fraudulent then; else 0. */
type Happened =
  | { on: "cluster"; cluster: string; before: number; accounts: number; run: number }
  /** Accounts that came to a batch's clusters since it began: up to the run before, and to this one. */
  | { on: "growth"; batch: string; before: number; accounts: number; run: number }
  | { on: "batch"; batch: string | null; what: "paused" | "halted"; entry: number }
  | { on: "report"; report: string };
/** `at`: milliseconds since 1970. */
export type Happening = Happened & { at: number };

/** One rule's of what happened after it was made; each has the same id whenever it is made. */
export function alertsOf(rule: AlertRule, happenings: readonly Happening[]): Alert[] {
  const since = Date.parse(rule.created_at);
  return happenings.flatMap((happening) => {
    if (happening.on !== rule.on || happening.at <= since) return [];
    const told = toldOf(happening, rule.least ?? 1);
    if (told === null) return [];
    const id = `al-${digestOf([rule.rule, ...told.key])}`;
    const at = new Date(happening.at).toISOString();
    return { alert: id, rule: rule.rule, on: rule.on, at, about: told.about, state: "waiting", sent_at: null, error: null };
  });
}

/** What makes it another than the rule's others, and what it says; null where it is not worth telling. */
function toldOf(happening: Happening, least: number): { key: readonly (string | number)[]; about: AlertAbout } | null {
  switch (happening.on) {
    case "cluster": {
      const { cluster, before, accounts, run } = happening;
      return before < least && accounts >= least ? { key: [cluster], about: { cluster, accounts, run } } : null;
    }
    case "growth": {
      const { batch, before, accounts, run } = happening;
      const level = doublings(accounts, least);
      return level > doublings(before, least) ? { key: [batch, level], about: { batch, accounts, run } } : null;
    }
    case "batch": {
      const { batch, what, entry } = happening;
      return { key: [entry], about: { what, ...(batch === null ? {} : { batch }) } };
    }
    case "report":
      return { key: [happening.report], about: { report: happening.report, what: "failed" } };
  }
}

/** 0 below `least`, 1 from it on, 2 from twice that on, ... */
const doublings = (count: number, least: number): number => (count < least ? 0 : Math.floor(Math.log2(count / least)) + 1);

/** 96 bits of SHA-256, in hex. */
export const digestOf = (parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 24);
