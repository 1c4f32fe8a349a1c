/** The styles by number; 0 is the maker's own habit. */
import { HABIT } from "./habit.js";
import type { Style } from "./style.js";

export const STYLES: readonly Style[] = [HABIT];
