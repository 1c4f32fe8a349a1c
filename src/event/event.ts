/** The data contract's events as zod schemas: what a line must be (type, id, time, account) and what its other fields may be. */
import { z } from "zod";
import { parseAddress } from "./address.js";
import { LATEST_MS, parseTime } from "./time.js";

const isId = (value: unknown): boolean => typeof value === "string" && value.length >= 1 && value.length <= 200;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isTime = (value: unknown): boolean => {
  const at = typeof value === "string" ? parseTime(value) : Number.NaN;
  return at >= 0 && at <= LATEST_MS;
};
const isIp = (value: unknown): boolean => typeof value === "string" && parseAddress(value) !== null;
/** A number or its digits, with or without `AS` before them. */
const isAsn = (value: unknown): boolean =>
  typeof value === "string" ? /^(?:AS)?\d{1,10}$/i.test(value) : isCount(value) && (value as number) <= 0xffffffff;
/** One @ with something on either side: more is the provider's business. */
const isEmail = (value: unknown): boolean => typeof value === "string" && /^[^@]*[^@\s][^@]*@[^@\s]+$/.test(value);
const isPhone = (value: unknown): boolean => typeof value === "string" && /\p{Nd}/u.test(value);
const isSimhash = (value: unknown): boolean => typeof value === "string" && /^[0-9a-f]{16}$/i.test(value);

const id = z.custom<string>(isId, "must be a string of 1 to 200 characters");
const time = z.custom<string>(isTime, "must be an RFC 3339 time with an offset, from 1970 to 2106");
const count = z.custom<number>(isCount);

const payment = z.object({
  fingerprint: z.string().optional(),
  bin: z.string().optional(),
  country: z.string().optional(),
  kind: z.enum(["credit", "debit", "prepaid", "virtual", "invoice", "other"]).optional(),
});
const identity = z.object({ document: z.string().optional(), verified: z.boolean().optional() });
const NETWORK_KINDS = ["residential", "mobile", "datacenter", "vpn", "proxy", "corporate", "education", "unknown"] as const;
const network = z.object({
  ip: z.custom<string>(isIp).optional(),
  asn: z.custom<number | string>(isAsn).optional(),
  country: z.string().optional(),
  kind: z.enum(NETWORK_KINDS).optional(),
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
  email: z.custom<string>(isEmail).optional(),
  phone: z.custom<string>(isPhone).optional(),
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
  prompt_simhash: z.custom<string>(isSimhash).optional(),
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
export type Event = Particulars | Usage | z.infer<typeof status>;
export type Network = z.infer<typeof network>;
export type Client = z.infer<typeof client>;
export type Attributes = Readonly<Record<string, string>>;
