/** Sightings of one kind, one after the other -> the k of least rank, with exact sums: what was pushed out can never come back, so order does not matter. */
export class BottomK {
    keep;
    /** Kept entries in order of rank: `slot(i)` is the i-th. */
    #order;
    size = 0;
    bucket;
    hi;
    lo;
    first;
    last;
    count;
    /** Where the value's text is found, in the caller's terms. */
    text;
    #latest = -1;
    constructor(keep) {
        this.keep = keep;
        this.#order = new Uint8Array(keep);
        this.bucket = new Uint32Array(keep);
        this.hi = new Uint32Array(keep);
        this.lo = new Uint32Array(keep);
        this.first = new Uint32Array(keep);
        this.last = new Uint32Array(keep);
        this.count = new Float64Array(keep);
        this.text = new Float64Array(keep);
    }
    slot(i) {
        return this.#order[i];
    }
    clear() {
        this.size = 0;
        this.#latest = -1;
    }
    /** The slot to hold this value: one that it has, a free one, or -1 where it ranks beyond what is kept. */
    add(bucket, hi, lo, first, last, count) {
        const latest = this.#latest;
        if (latest >= 0 && this.lo[latest] === lo && this.hi[latest] === hi && this.bucket[latest] === bucket)
            return this.#sum(latest, first, last, count);
        let low = 0;
        let high = this.size;
        while (low < high) {
            const middle = (low + high) >>> 1;
            const slot = this.#order[middle];
            const order = this.bucket[slot] - bucket || this.hi[slot] - hi || this.lo[slot] - lo;
            if (order === 0)
                return this.#sum(slot, first, last, count);
            if (order < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return this.#insert(low, bucket, hi, lo, first, last, count);
    }
    #sum(slot, first, last, count) {
        if (first < this.first[slot])
            this.first[slot] = first;
        if (last > this.last[slot])
            this.last[slot] = last;
        this.count[slot] += count;
        this.#latest = slot;
        return slot;
    }
    #insert(at, bucket, hi, lo, first, last, count) {
        if (at === this.keep)
            return -1;
        const slot = this.size < this.keep ? this.size++ : this.#order[this.keep - 1];
        this.#order.copyWithin(at + 1, at, this.size - 1);
        this.#order[at] = slot;
        this.bucket[slot] = bucket;
        this.hi[slot] = hi;
        this.lo[slot] = lo;
        this.first[slot] = first;
        this.last[slot] = last;
        this.count[slot] = count;
        this.text[slot] = -1;
        this.#latest = slot;
        return slot;
    }
}
//# sourceMappingURL=bottom-k.js.map