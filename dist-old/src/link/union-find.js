/** Disjoint sets over 0 … n-1 with path halving; the root of a set is its smallest member, so the result does not depend on the order of unions (Tarjan 1975). */
export class UnionFind {
    #parent;
    constructor(size) {
        this.#parent = new Uint32Array(size);
        for (let i = 0; i < size; i++)
            this.#parent[i] = i;
    }
    find(i) {
        const parent = this.#parent;
        while (parent[i] !== i) {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        return i;
    }
    /** True where the two were apart. */
    union(a, b) {
        const x = this.find(a);
        const y = this.find(b);
        if (x === y)
            return false;
        if (x < y)
            this.#parent[y] = x;
        else
            this.#parent[x] = y;
        return true;
    }
}
//# sourceMappingURL=union-find.js.map