/** The data contract's events as zod schemas: what a line must be (type, id, time, account) and what its other fields may be. */
import { z } from "zod";
import { parseAddress } from "./address.js";
import { LATEST_MS, parseTime } from "./time.js";

const id = z.string().min(1, "must have 1 to 200 characters").max(200, "must have 1 to 200 characters");
const count = z.int().min(0);

const time = z.string().transform((text, context) => {
  const at = parseTime(text);
  if (at >= 0 && at <= LATEST_MS) return at;
  const message = Number.isNaN(at) ? "must be an RFC 3339 time with an offset" : "must lie between 1970 and 2106";
  context.issues.push({ code: "custom", message, input: text });
  return z.NEVER;
});

/** A number or its digits, with or without `AS` before them. */
const asn = z.union([z.int().min(0).max(0xffffffff), z.string().regex(/^(?:AS)?\d{1,10}$/i)]);

const payment = z.object({
  fingerprint: z.string().optional(),
  bin: z.string().optional(),
  country: z.string().optional(),
  kind: z.enum(["credit", "debit", "prepaid", "virtual", "invoice", "other"]).optional(),
});
const identity = z.object({ document: z.string().optional(), verified: z.boolean().optional() });
const network = z.object({
  ip: z
    .string()
    .refine((text) => parseAddress(text) !== null)
    .optional(),
  asn: asn.optional(),
  country: z.string().optional(),
  kind: z.enum(["residential", "mobile", "datacenter", "vpn", "proxy", "corporate", "education", "unknown"]).optional(),
});
const client = z.object({
  device: z.string().optional(),
  user_agent: z.string().optional(),
  ja4: z.string().optional(),
  language: z.string().optional(),
  timezone: z.string().optional(),
});

const always = { id, time, account: id };
const context = { network: network.optional(), client: client.optional(), attributes: z.record(z.string(), z.string()).optional() };
const particulars = {
  ...always,
  email: z
    .string()
    .regex(/^[^@]*[^@\s][^@]*@[^@\s]+$/) // one @ with something on either side: more is the provider's business
    .optional(),
  phone: z
    .string()
    .regex(/\p{Nd}/u)
    .optional(),
  name: z.string().optional(),
  organization: z.string().optional(),
  payment: payment.optional(),
  identity: identity.optional(),
  promo: z.string().optional(),
  referrer: z.string().optional(),
  ...context,
};

const signup = z.object({ type: z.literal("signup"), ...particulars });
const update = z.object({ type: z.literal("update"), ...particulars });
const usage = z.object({
  type: z.literal("usage"),
  ...always,
  api_key: z.string().optional(),
  model: z.string().optional(),
  capability: z.enum(["coding", "agentic", "reasoning", "tool_use", "vision", "chat", "data", "other"]).optional(),
  prompt: z.string().optional(),
  prompt_simhash: z
    .string()
    .regex(/^[0-9a-f]{16}$/i)
    .optional(),
  input_tokens: count.optional(),
  output_tokens: count.optional(),
  exchanges: count.optional(),
  ...context,
});
const status = z.object({
  type: z.literal("status"),
  ...always,
  status: z.enum(["suspended", "reinstated", "closed"]).optional(),
  reason: z.string().optional(),
  actor: z.string().optional(),
});

/** By `type`; a new one is an entry here. */
export const SCHEMAS = { signup, update, usage, status };

export type Particulars = z.infer<typeof signup> | z.infer<typeof update>;
export type Usage = z.infer<typeof usage>;
/** `time` is milliseconds since 1970. */
export type Event = Particulars | Usage | z.infer<typeof status>;
export type Network = z.infer<typeof network>;
export type Client = z.infer<typeof client>;
