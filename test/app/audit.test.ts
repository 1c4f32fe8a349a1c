/** The log as it is read while somebody goes on writing it. */
import { expect, it } from "vitest";
import { consistentWith, verifyAudit } from "../../src/app/audit.js";
import { sealPage } from "../../src/enforcement/audit/seal.js";
import type { AuditLog, AuditPage } from "../../src/ports/audit.js";
import { erasing, exampleLog, KEY, SIGNER, salt } from "../enforcement/audit/log.js";

/** A log of which entry 4, an outcome, is erased as soon as its first page was read: first the act that says so, then the body. */
function erasedMeanwhile(): AuditLog & { was: string } {
  const { pages, head: was } = exampleLog([3, 5]);
  let head = was;
  const erase = () => {
    const appended = sealPage({ head, stream: "control", at: 1_770_000_000_009, bodies: [erasing(4)], salts: [salt(8)], signer: SIGNER });
    head = appended.head;
    const gone = (entry: AuditPage["entries"][number]) => ({ leaf: entry.leaf, salt: null, body: null });
    pages[1] = { ...pages[1], entries: pages[1].entries.map((entry, i) => (i === 1 ? gone(entry) : entry)) };
    pages.push(appended.page);
  };
  return {
    was: was.checkpoint,
    auditHead: async () => head,
    async *auditPages({ from = 0, stream } = {}) {
      for (const page of [...pages.keys()].map((i) => () => pages[i])) {
        const { first, entries, stream: own } = page();
        if (first + entries.length > from && (stream === undefined || stream === own)) yield page();
        if (pages.length === 2) erase();
      }
    },
    appendAudit: async () => null,
    replaceAuditPage: async () => {},
  };
}

it("an outcome that is erased while the log is verified is none that was taken away", async () => {
  expect(await verifyAudit({ store: erasedMeanwhile(), key: KEY })).toMatchObject({ whole: true, entries: 8, erased: 1 });
  const store = erasedMeanwhile();
  expect(await consistentWith({ store, key: KEY }, store.was)).toMatchObject({ consistent: true });
});
