/** Numbers one after the other -> typed arrays that grow: what a slice's events are taken apart into. */
/** One growing column: `push` and read `array` up to `length`. */
export class Column {
    array;
    length = 0;
    #make;
    constructor(make, capacity = 1024) {
        this.#make = make;
        this.array = make(capacity);
    }
    push(x) {
        if (this.length === this.array.length)
            this.#grow();
        this.array[this.length++] = x;
    }
    #grow() {
        const grown = this.#make(this.array.length * 2);
        grown.set(this.array);
        this.array = grown;
    }
    clear() {
        this.length = 0;
    }
}
export const bytes = () => new Column((length) => new Uint8Array(length));
export const words = () => new Column((length) => new Uint32Array(length));
export const doubles = () => new Column((length) => new Float64Array(length));
//# sourceMappingURL=columns.js.map