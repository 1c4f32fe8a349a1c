/** The thread of a lot: its bytes -> the labels of its nodes, as bytes. */
import { workerData } from "node:worker_threads";
import { packLabels, unpackLot } from "../src/cluster/search/lot-bytes.js";
import { searchLot } from "../src/cluster/search/lots.js";
import { tellOutcome } from "./thread.js";

await tellOutcome(async () => packLabels(searchLot(unpackLot(workerData as Uint8Array))));
