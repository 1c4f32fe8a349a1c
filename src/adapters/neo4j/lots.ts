/** The lots of a clustering's graph <-> Neo4j: each as pages under the clustering's name, whose result is kept once. */
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { LotStore } from "../../ports/services/lots.js";
import { type Neo4jClient, toBytes, toText, whole } from "./client.js";

/** A component of millions of edges would outgrow a transaction. */
const PAGE_BYTES = 1_000_000;
const fast = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

export function lots(client: Neo4jClient): LotStore {
  return {
    async layLot(run, lot, bytes) {
      const packed = brotliCompressSync(bytes, fast);
      for (let seq = 0; seq * PAGE_BYTES < packed.length; seq++) {
        const page = packed.subarray(seq * PAGE_BYTES, (seq + 1) * PAGE_BYTES);
        await client.write((tx) => tx("lots/write-lot-page", { run, lot: whole(lot), seq: whole(seq), data: toText(page) }));
      }
      await client.write((tx) => tx("lots/write-lot", { run, lot: whole(lot) }));
    },
    async claimLot(run, lot, holder, ttlMs) {
      return (await client.write((tx) => tx("lots/claim-lot", { run, lot: whole(lot), holder, ttlMs: whole(ttlMs) }))).length > 0;
    },
    async readLot(run, lot) {
      const pages: Uint8Array[] = [];
      for await (const { data } of client.stream("lots/read-lot-pages", { run, lot: whole(lot) }, 4)) pages.push(toBytes(data));
      return pages.length === 0 ? null : brotliDecompressSync(Buffer.concat(pages));
    },
    async saveLotResult(run, lot, result) {
      const packed = toText(brotliCompressSync(result, fast));
      await client.write((tx) => tx("lots/write-lot-result", { run, lot: whole(lot), result: packed }));
    },
    async lots(run) {
      return (await client.read("lots/read-lots", { run })).map(({ lot, searched }) => ({ lot: Number(lot), searched: searched === true }));
    },
    async *lotResults(run) {
      for await (const { lot, result } of client.stream("lots/read-lot-results", { run }, 16))
        yield { lot: Number(lot), result: brotliDecompressSync(toBytes(result)) };
    },
    async dropLots(run) {
      await client.write((tx) => tx("lots/drop-lots", { run, own: true }));
    },
    async dropOtherLots(run) {
      await client.write((tx) => tx("lots/drop-lots", { run, own: false }));
    },
  };
}
