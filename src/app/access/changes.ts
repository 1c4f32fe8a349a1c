/** What was changed over HTTP or by a command beside batches, by whom and from where -> the audit log. */
import { randomBytes } from "node:crypto";
import { signerOf } from "../../enforcement/audit/note.js";
import { sealPage } from "../../enforcement/audit/seal.js";
import type { Knowledge, Records } from "../../ports/knowledge.js";
import type { JournalPorts } from "../enforcement/journal.js";

export interface ChangePorts extends JournalPorts {
  store: JournalPorts["store"] & Records & Knowledge;
}

/** The stream that such entries stand in. */
export const CHANGES = "changes";
const SALT_BYTES = 16;

export interface Change {
  /** What was asked for: an operation's id. */
  operation: string;
  /** What it was done to: an id; empty where there is none. */
  about: string;
  /** Who: a person's name, and the token or session that it came by. */
  by: string;
  through: string;
  /** The address that it came from; `local` for a command. */
  from: string;
}

/** Nothing of what people wrote goes in: who changed what, and when. */
export async function recordChange({ store, clock, key }: JournalPorts, { operation, about, by, through, from }: Change): Promise<void> {
  const body = JSON.stringify({ type: "change", operation, about, by, through, from });
  const signer = signerOf(key);
  const at = clock.now();
  await store.appendAudit((head) =>
    sealPage({ head, stream: CHANGES, at, bodies: [body], salts: [randomBytes(SALT_BYTES).toString("hex")], signer }),
  );
}
