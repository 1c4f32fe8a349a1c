/** What every store promises of the audit log and of plans: appended one after the other, whole or not at all, and read as they were. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type AuditPorts,
  consistentWith,
  currentCheckpoint,
  eraseBody,
  exportAudit,
  proveEntry,
  verifyAudit,
  verifyExport,
} from "../../src/app/audit.js";
import { checkProof } from "../../src/enforcement/audit/proof.js";
import { sealPage } from "../../src/enforcement/audit/seal.js";
import type { AuditAppend, AuditHead, AuditPage } from "../../src/model/enforcement/audit.js";
import type { GraphStore } from "../../src/ports/store.js";
import { body, erasing, KEY, SIGNER, salt } from "../enforcement/audit/log.js";
import type { StoreUnderTest } from "./graph-store.js";

/** What is erased below, by the number of the act that says so. */
const ERASED: ReadonlyMap<number, number> = new Map([
  [204, 5],
  [205, 7],
]);
const said = (number: number): string => (ERASED.has(number) ? erasing(ERASED.get(number)!) : body(number));

/** The page of so many entries that comes next: as the stores' callers make it. */
export const next =
  (count: number, stream = "control", at = 1_770_000_000_000, whose = 0) =>
  (head: AuditHead | null): AuditAppend => {
    const numbers = Array.from({ length: count }, (_, i) => (head?.size ?? 0) + i);
    return sealPage({ head, stream, at, bodies: numbers.map(said), salts: numbers.map((n) => salt(n + whose)), signer: SIGNER });
  };

export async function pagesOf(store: GraphStore, query?: Parameters<GraphStore["auditPages"]>[0]): Promise<AuditPage[]> {
  const pages: AuditPage[] = [];
  for await (const page of store.auditPages(query)) pages.push(page);
  return pages;
}

export function auditLogContract(subject: StoreUnderTest): void {
  let store: GraphStore;
  let ports: AuditPorts;
  const use = async (opened: Promise<GraphStore>) => {
    store = await opened;
    ports = { store, key: KEY };
  };
  const renew = () => {
    beforeAll(() => use(subject.fresh()));
    afterAll(() => subject.end());
  };

  describe("the audit log", () => {
    renew();
    const appended: AuditPage[] = [];
    const heads: AuditHead[] = [];

    it("starts empty: no head, no page, nothing to verify, nothing to prove", async () => {
      expect(await store.auditHead()).toBeNull();
      expect(await pagesOf(store)).toEqual([]);
      expect(await verifyAudit(ports)).toMatchObject({ whole: true, entries: 0 });
      await expect(currentCheckpoint(ports)).rejects.toThrow(/nothing was logged yet/);
      await expect(proveEntry(ports, 0)).rejects.toThrow(/nothing was logged yet/);
      expect(await store.appendAudit(() => null), "who appends nothing").toBeNull();
      expect(await store.auditHead()).toBeNull();
    });

    it("gives back what was appended, and says where it stands", async () => {
      for (const [count, stream, at] of [
        [3, "control", 10],
        [200, "outcomes/b-1", 20],
        [1, "outcomes/b-1", 30],
        [5, "control", 25],
        [2, "outcomes/b-2", 1_770_000_000_123],
      ] as const) {
        const append = await store.appendAudit(next(count, stream, at));
        expect(await store.auditHead()).toEqual(append?.head);
        appended.push(append!.page);
        heads.push(append!.head);
      }
      expect(await pagesOf(store)).toEqual(appended);
      expect(heads.at(-1)).toMatchObject({ size: 211, control: 209 });
    });

    it("reads from an entry on, of one stream, and since a time", async () => {
      const [a, b, c, d, e] = appended;
      expect(await pagesOf(store, { from: 3 })).toEqual([b, c, d, e]);
      expect(await pagesOf(store, { from: 100 }), "the page that it is in is whole").toEqual([b, c, d, e]);
      expect(await pagesOf(store, { from: 203 })).toEqual([c, d, e]);
      expect(await pagesOf(store, { from: 211 })).toEqual([]);
      expect(await pagesOf(store, { stream: "control" })).toEqual([a, d]);
      expect(await pagesOf(store, { stream: "control", from: 3 })).toEqual([d]);
      expect(await pagesOf(store, { stream: "outcomes/b" })).toEqual([]);
      expect(await pagesOf(store, { since: 21 })).toEqual([c, d, e]);
      expect(await pagesOf(store, { since: 25, stream: "outcomes/b-1" })).toEqual([c]);
    });

    it("appends nothing where the caller throws, or answers null on seeing the head", async () => {
      const seen: unknown[] = [];
      const refuse = store.appendAudit(() => {
        throw new Error("not on top of that");
      });
      await expect(refuse).rejects.toThrow("not on top of that");
      const look = (head: AuditHead | null) => {
        seen.push(head);
        return null;
      };
      expect(await store.appendAudit(look)).toBeNull();
      expect(seen).toEqual([heads.at(-1)]);
      expect(await pagesOf(store)).toEqual(appended);
    });

    it("is as it was after it is opened again, and goes on from there", async () => {
      await use(subject.again());
      expect(await store.auditHead()).toEqual(heads.at(-1));
      expect(await pagesOf(store)).toEqual(appended);
      const append = await store.appendAudit(next(4));
      appended.push(append!.page);
      heads.push(append!.head);
      expect(await verifyAudit(ports, heads[0].checkpoint)).toMatchObject({ whole: true, entries: 215, pages: 6 });
    });

    it("proves each entry, to who has nothing but the proof", async () => {
      for (const entry of [0, 3, 202, 214])
        expect(checkProof(await proveEntry(ports, entry), SIGNER.vkey)).toEqual({ entry, body: body(entry), size: 215, vkey: SIGNER.vkey });
      await expect(proveEntry(ports, 215)).rejects.toThrow(/no entry 215: the log has entries 0 to 214/);
    });

    it("goes on from each checkpoint that it had", async () => {
      for (const { checkpoint, size } of heads)
        expect(await consistentWith(ports, checkpoint)).toMatchObject({ consistent: true, before: size, now: 215, wrong: [] });
    });

    it("is verified by a third party, from what is exported", async () => {
      expect(await verifyExport(await exportAudit(ports), { trusted: SIGNER.vkey, earlier: heads[2].checkpoint })).toMatchObject({
        whole: true,
        entries: 215,
      });
    });

    it("erases a body and keeps its leaf: the log stays whole, and the body is gone", async () => {
      await eraseBody(store, 5);
      await eraseBody(store, 7);
      await eraseBody(store, 5);
      const [, page] = await pagesOf(store);
      const gone = appended[1].entries.map(({ leaf, ...rest }, i) =>
        i === 2 || i === 4 ? { leaf, salt: null, body: null } : { leaf, ...rest },
      );
      expect(page.entries).toEqual(gone);
      expect(await verifyAudit(ports)).toMatchObject({ whole: true, erased: 2 });
      expect(checkProof(await proveEntry(ports, 5))).toMatchObject({ body: null });
      await expect(eraseBody(store, 215)).rejects.toThrow(/no entry 215/);
    });

    it("brings no body back, changes none, and takes no other leaves", async () => {
      await store.replaceAuditPage(appended[1]);
      const changed = appended[1].entries.map((entry) => ({ ...entry, body: "{}" }));
      await store.replaceAuditPage({ ...appended[1], entries: changed });
      expect(await verifyAudit(ports)).toMatchObject({ whole: true, erased: 2 });
      const [first] = appended;
      await expect(store.replaceAuditPage({ ...first, entries: first.entries.slice(1) })).rejects.toThrow(/other leaves/);
      await expect(store.replaceAuditPage({ ...first, first: 1 })).rejects.toThrow(/other leaves/);
    });

    it("loses nothing of what is appended at once, and has it one after the other", async () => {
      const appends = await Promise.all(Array.from({ length: 12 }, (_, i) => store.appendAudit(next(2, `outcomes/b-${i}`))));
      expect(appends.map((append) => append!.page.first).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => 215 + 2 * i));
      expect(await verifyAudit(ports)).toMatchObject({ whole: true, entries: 239 });
    });
  });

  describe("a page of the audit log", () => {
    renew();

    it("may be large, and hold any JSON", async () => {
      const bodies = ["null", '"\\u0000 \\ud800"', '"␛D800 é😀\u2028 \ufffd"', JSON.stringify("x".repeat(1_000_000)), ""];
      const salts = bodies.map((_, i) => salt(i));
      await store.appendAudit((head) => sealPage({ head, stream: "control", at: 1, bodies, salts, signer: SIGNER }));
      await store.appendAudit(next(10_000));
      const [first, second] = await pagesOf(store);
      expect(first.entries.map((entry) => entry.body)).toEqual(bodies);
      expect(second.entries).toHaveLength(10_000);
      expect(await verifyAudit(ports)).toMatchObject({ whole: true, entries: 10_005 });
    });

    it("that was made of another head than stands is refused, and nothing of it stays", async () => {
      const before = (await store.auditHead())!;
      await store.appendAudit(next(2));
      const stale = next(3)(before);
      await expect(store.appendAudit(() => stale)).rejects.toThrow(/entry 10005 .* 10007/);
      await expect(store.appendAudit(() => next(1)(null))).rejects.toThrow(/entry 0/);
      expect(await verifyAudit(ports)).toMatchObject({ whole: true, entries: 10_007 });
    });
  });

  describe("plans", () => {
    renew();
    const large = Buffer.concat([randomBytes(3 << 20), Buffer.alloc(27 << 20, "plan")]);

    it("are not there before they are saved", async () => {
      expect(await store.loadPlan("none")).toBeNull();
    });

    it("come back byte by byte, of no byte or of thirty million", async () => {
      await store.savePlan("large", large);
      await store.savePlan("empty", new Uint8Array());
      await use(subject.again());
      expect(Buffer.compare((await store.loadPlan("large"))!, large)).toBe(0);
      expect(await store.loadPlan("empty")).toHaveLength(0);
      expect(await store.loadPlan("none")).toBeNull();
    });

    it("stay as they were first saved, by how many at once ever", async () => {
      await Promise.all([store.savePlan("large", Buffer.from("other")), store.savePlan("large", Buffer.from("another"))]);
      expect(Buffer.compare((await store.loadPlan("large"))!, large)).toBe(0);
      const bytes = randomBytes(1_500_000);
      await Promise.all(Array.from({ length: 3 }, () => store.savePlan("at once", bytes)));
      expect(Buffer.compare((await store.loadPlan("at once"))!, bytes)).toBe(0);
    });
  });
}
