/** Groups beyond this many are not held against a pair that disagrees in them: presence is a bit of a 32-bit word. */
export const COUNTED = 31;
export class Groups {
    names;
    /** Group by token kind. */
    of;
    /** By account: bit g is set where it has any value of group g, shared or not. */
    present;
    constructor(tokens, population) {
        this.names = [...new Set(tokens.kinds.map((kind) => kind.rule.group))];
        this.of = Uint8Array.from(tokens.kinds, (kind) => this.names.indexOf(kind.rule.group));
        this.present = new Uint32Array(population.size);
        tokens.kinds.forEach((kind, k) => {
            const bit = this.of[k];
            const start = population.sightings.get(kind.name === "template" ? "prompt" : kind.name)?.start;
            if (!start || bit >= COUNTED)
                return;
            for (let a = 0; a < population.size; a++)
                if (start[a + 1] > start[a])
                    this.present[a] |= 1 << bit;
        });
    }
}
//# sourceMappingURL=groups.js.map