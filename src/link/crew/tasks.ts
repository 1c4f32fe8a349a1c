/** The tasks of linking, by name: what a thread of a crew can be asked for. */
import { compareDivisions, dealChunks, hashChunks } from "../near/rounds.js";
import { findBest } from "../pairs/best.js";
import { weighPairs } from "../pairs/weigh.js";
import { findMet } from "../together/meet.js";

export const TASKS = { compareDivisions, dealChunks, findBest, findMet, hashChunks, weighPairs };
