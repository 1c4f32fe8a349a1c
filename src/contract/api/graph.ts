/** A cluster's anatomy as the API gives it: parts, what they share, what carries most, and births and suspensions by day. */
import { z } from "zod";
import { count, id, share, time } from "./common.js";

const part = z.object({
  /** From 0, in the order of their first births. */
  part: count,
  /** Named by the account that was born first; it stays from run to run while most of the part's accounts stay together. */
  id: z.string(),
  /** Ids of parts that the run before had, and that are in this one now. */
  from: z.array(z.string()),
  /** In words: the value that sets it apart (or what its links lean on), and when most of it was born. */
  label: z.string(),
  size: count,
  first_born: time.nullable(),
  last_born: time.nullable(),
  exchanges: count,
  suspended: count,
  suspended_share: share,
  /** Of a picture whose sides are 65,535. */
  x: count,
  y: count,
  radius: count,
});

export const clusterGraph = z.object({
  cluster: id,
  run: count,
  accounts: count,
  links: count,
  parts: z.array(part),
  /** What links of two parts share, by family. */
  flows: z.array(z.object({ from: count, to: count, family: z.string(), links: count, bits: z.number() })),
  /** Links that a succession is evidence of: accounts of `from` were suspended, those of `to` signed up soon after. */
  successions: z.array(z.object({ from: count, to: count, links: count })),
  /** Those that carry most: in links of how many accounts of each part they are evidence. */
  indicators: z.array(z.object({ kind: z.string(), value: z.string(), family: z.string(), bits: z.number(), accounts: z.array(count) })),
  /** By day (UTC) and part. */
  births: z.array(z.object({ day: z.iso.date(), parts: z.array(count) })),
  suspensions: z.array(z.object({ day: z.iso.date(), parts: z.array(count) })),
});
