/**
 * Figures by their place -> sentences that tell them, each with the ids of what it tells: no number stands in a sentence that is no
 * figure.
 */
import type { Figure, Statement } from "../../contract/report/sections.js";

const ONE: Readonly<Record<string, string>> = {
  accounts: "account",
  clusters: "cluster",
  exchanges: "exchange",
  appeals: "appeal",
  lines: "line",
  families: "family",
  times: "time",
};

export class Teller {
  readonly #figures: ReadonlyMap<string, Figure>;
  #told: string[] = [];

  constructor(figures: readonly Figure[]) {
    this.#figures = new Map(figures.map((figure) => [figure.at, figure]));
  }

  /** The figure at this place, as it is shown. */
  readonly the = (at: string): string => {
    const figure = this.#figures.get(at)!;
    this.#told.push(figure.id);
    return figure.shown;
  };

  /** With what it counts, in the number that fits: `1 account`, `<10 accounts`. */
  readonly many = (at: string, nouns: string): string => {
    const told = this.the(at);
    return `${told} ${told === "1" ? (ONE[nouns] ?? nouns) : nouns}`;
  };

  /** Whether there is any of it, as far as this marking tells. */
  readonly has = (at: string): boolean => {
    const value = this.#figures.get(at)?.value;
    return value !== undefined && value !== null && value !== 0;
  };

  /** `text` tells by `the` and `many`. */
  say(id: string, text: () => string): Statement {
    this.#told = [];
    return { id, text: text(), figures: [...new Set(this.#told)] };
  }
}
