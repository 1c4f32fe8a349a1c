/** A thread that searches lots: packed lots in, their labels out, one after the other. */
import { parentPort } from "node:worker_threads";
import { packLabels, unpackLot } from "../../cluster/search/lot-bytes.js";
import { searchLot } from "../../cluster/search/lots.js";

parentPort?.on("message", (lot: Uint8Array) => parentPort?.postMessage(packLabels(searchLot(unpackLot(lot)))));
