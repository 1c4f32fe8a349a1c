/** Disjoint sets (union-find) of numbers below a size; some pairs of sets may be sworn never to join. */
export class Sets {
    /** A member of the same set, never a larger one. */
    parent;
    /** Of a set's smallest member: numbers whose sets it may not join. */
    apart = new Map();
    constructor(size) {
        this.parent = new Int32Array(size);
        for (let i = 0; i < size; i++)
            this.parent[i] = i;
    }
    /** The smallest member of the set that x is in. */
    find(x) {
        const { parent } = this;
        while (parent[x] !== x) {
            parent[x] = parent[parent[x]];
            x = parent[x];
        }
        return x;
    }
    /** False, and nothing done, where the two sets may never join. */
    join(x, y) {
        const a = this.find(x);
        const b = this.find(y);
        if (a === b)
            return true;
        if (this.apart.size > 0 && !this.reconcileApart(Math.min(a, b), Math.max(a, b)))
            return false;
        if (a < b)
            this.parent[b] = a;
        else
            this.parent[a] = b;
        return true;
    }
    /** From now on the two sets may not join; false where they have. */
    separate(x, y) {
        const a = this.find(x);
        const b = this.find(y);
        if (a === b)
            return false;
        this.apart.set(a, [...(this.apart.get(a) ?? []), b]);
        this.apart.set(b, [...(this.apart.get(b) ?? []), a]);
        return true;
    }
    /** Every number's smallest fellow member. */
    flatten() {
        const { parent } = this;
        for (let i = 0; i < parent.length; i++)
            parent[i] = parent[parent[i]]; // a parent is smaller, so it is flat already
        return parent;
    }
    /** The kept set inherits what the joined one must stay apart from; false where that is the kept set itself. */
    reconcileApart(kept, joined) {
        const foes = this.apart.get(joined) ?? [];
        const own = this.apart.get(kept) ?? [];
        const [fewer, other] = foes.length < own.length ? [foes, kept] : [own, joined];
        if (fewer.some((foe) => this.find(foe) === other))
            return false;
        if (foes.length > 0)
            this.apart.set(kept, own.concat(foes));
        this.apart.delete(joined);
        return true;
    }
}
//# sourceMappingURL=sets.js.map