const LONGEST_DELAY = 5000;
export class Straggler {
    #rng;
    #duplicates;
    #late;
    /** Lines held back, by the number of the line after which they come. */
    #held = new Map();
    #passed = 0;
    constructor(rng, { duplicates, late }) {
        this.#rng = rng;
        this.#duplicates = duplicates;
        this.#late = late;
    }
    /** The text that arrives in place of a line: it or nothing, and what was held back until now. */
    pass(line) {
        const roll = this.#rng.next();
        let text = `${line}\n`;
        if (roll < this.#late) {
            this.#hold(text);
            text = "";
        }
        else if (roll < this.#late + this.#duplicates)
            this.#hold(text);
        const due = this.#held.get(this.#passed);
        if (due !== undefined) {
            this.#held.delete(this.#passed);
            text += due;
        }
        this.#passed++;
        return text;
    }
    #hold(text) {
        const due = this.#passed + 1 + this.#rng.int(LONGEST_DELAY);
        this.#held.set(due, (this.#held.get(due) ?? "") + text);
    }
    /** What is still held back when there is nothing more to come. */
    rest() {
        return [...this.#held]
            .sort(([a], [b]) => a - b)
            .map(([, text]) => text)
            .join("");
    }
}
//# sourceMappingURL=straggler.js.map