/** The styles by number; 0 is the maker's own habit. */
import { ATLANTIC } from "./atlantic.js";
import { BARGAIN } from "./bargain.js";
import { FARMED } from "./farmed.js";
import { HABIT } from "./habit.js";
import { MOBILE } from "./mobile.js";
import { PACIFIC } from "./pacific.js";
import { RESIDENT } from "./resident.js";
import type { Style } from "./style.js";

export const STYLES: readonly Style[] = [HABIT, ATLANTIC, MOBILE, PACIFIC, FARMED, RESIDENT, BARGAIN];
