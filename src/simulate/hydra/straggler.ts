/** Lines in order -> lines as they really arrive: a few twice, a few late. */
import type { Rng } from "../random.js";

const LONGEST_DELAY = 5000;

export class Straggler {
  readonly #rng: Rng;
  readonly #duplicates: number;
  readonly #late: number;
  /** Lines held back, by the number of the line after which they come. */
  readonly #held = new Map<number, string>();
  #passed = 0;

  constructor(rng: Rng, { duplicates, late }: { duplicates: number; late: number }) {
    this.#rng = rng;
    this.#duplicates = duplicates;
    this.#late = late;
  }

  /** The text that arrives in place of a line: it or nothing, and what was held back until now. */
  pass(line: string): string {
    const roll = this.#rng.next();
    let text = `${line}\n`;
    if (roll < this.#late) {
      this.#hold(text);
      text = "";
    } else if (roll < this.#late + this.#duplicates) this.#hold(text);
    const due = this.#held.get(this.#passed);
    if (due !== undefined) {
      this.#held.delete(this.#passed);
      text += due;
    }
    this.#passed++;
    return text;
  }

  #hold(text: string): void {
    const due = this.#passed + 1 + this.#rng.int(LONGEST_DELAY);
    this.#held.set(due, (this.#held.get(due) ?? "") + text);
  }

  /** What is still held back when there is nothing more to come. */
  rest(): string {
    return [...this.#held]
      .sort(([a], [b]) => a - b)
      .map(([, text]) => text)
      .join("");
  }
}
