/** A thread that takes its share of the rounds in which near-duplicate prompts are found; what it found is in shared memory when it is done. */
import { workerData } from "node:worker_threads";
import { shareRounds } from "./template-rounds.js";

shareRounds(workerData);
