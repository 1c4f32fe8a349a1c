/** Who asks, and sessions, as the API gives them. */
import { z } from "zod";
import { id, time } from "./common.js";

const rank = z.enum(["viewer", "analyst", "approver", "admin"]);

export const whoIsAsking = z.object({
  name: z.string(),
  role: z.string(),
  /** When the token or session ends; null: not by itself. */
  expires_at: time.nullable(),
  /** Where that is soon: what to do. */
  note: z.string().nullable(),
});

export const sessionItem = z.object({
  session: id,
  name: z.string(),
  role: rank,
  opened_by: z.enum(["link", "provider", "token"]),
  created_at: time,
  used_at: time,
  expires_at: time,
});
/** `current`: it is the one that asks. */
export const sessionPage = z.object({ items: z.array(sessionItem.extend({ current: z.boolean() })), next: z.null() });

export const signedOut = z.object({ sign_out: z.url() });
