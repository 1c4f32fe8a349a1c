/** What comes in, as a platform reads it: written from the protocol's page, not from Cautery's own sources. */
import { z } from "zod";

export const STATES = ["active", "suspended", "rate_limited", "verifying", "verified", "watched", "closed"] as const;
export type State = (typeof STATES)[number];

const id = z.string().min(1).max(200);
const measure = z.strictObject({
  account: id,
  batch: id,
  until: z.iso.datetime({ offset: true }).nullable(),
  reason: z.string(),
  expect: z.enum(STATES),
});

export const message = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.enum(["account.suspend", "account.rate_limit", "account.verify", "account.watch"]),
    timestamp: z.iso.datetime({ offset: true }),
    data: measure,
  }),
  z.strictObject({
    type: z.literal("account.restore"),
    timestamp: z.iso.datetime({ offset: true }),
    data: measure.extend({ version: id }),
  }),
]);
export type Message = z.infer<typeof message>;

export const STATE_MADE = {
  "account.suspend": "suspended",
  "account.rate_limit": "rate_limited",
  "account.verify": "verifying",
  "account.watch": "watched",
} as const satisfies Record<string, State>;
