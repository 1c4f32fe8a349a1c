/** Footprints and segments of one part -> merged footprints: an account's partial footprints summed, texts written in full, the same bytes in whatever order they come. */
import { ByteReader, ByteWriter } from "./bytes.js";
import { AccountSum } from "./footprint.js";
/** The accounts of the segments, merged with what is known of them, in the order of their ids. Accounts without anything new are left out. */
export function mergePart(known, segments) {
    const pieces = new Map();
    const merger = new Merger();
    for (const bytes of segments)
        merger.index(bytes, pieces);
    return [...pieces.keys()].sort(byCodeUnits).map((account) => {
        const before = known.get(account);
        const all = pieces.get(account);
        if (before)
            all.push({ bytes: before, at: 0, texts: null });
        return { account, bytes: merger.merge(all) };
    });
}
const byCodeUnits = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
class Merger {
    #sum = new AccountSum();
    #writer = new ByteWriter(1 << 14);
    /** Where the texts of the kept values are: `bytes` of a piece, and from where to where. */
    #from = [];
    #range = [];
    merge(pieces) {
        this.#sum.clear();
        this.#from = [];
        this.#range = [];
        for (const piece of pieces)
            this.#absorb(new ByteReader(piece.bytes, piece.at), piece.texts);
        this.#writer.clear();
        this.#sum.write(this.#writer, (writer, name) => writer.text(name), (writer, text) => {
            const start = this.#range[2 * text];
            const end = this.#range[2 * text + 1];
            writer.count(end - start);
            writer.copy(this.#from[text], start, end);
        });
        return this.#writer.bytes();
    }
    #absorb(reader, texts) {
        this.#sum.absorb(reader, () => readText(reader, texts), (_, keep) => {
            const length = reader.count();
            const start = texts ? texts[2 * length] : reader.at;
            const end = texts ? texts[2 * length + 1] : start + length;
            if (!texts)
                reader.at = end;
            if (!keep)
                return -1;
            this.#range.push(start, end);
            return this.#from.push(reader.bytes) - 1;
        });
    }
    /** Files each account's piece of a segment. */
    index(bytes, pieces) {
        const reader = new ByteReader(bytes);
        const texts = new Uint32Array(2 * reader.count());
        for (let i = 0; i < texts.length; i += 2) {
            const length = reader.count();
            texts[i] = reader.at;
            reader.at += length;
            texts[i + 1] = reader.at;
        }
        for (let n = reader.count(); n > 0; n--) {
            const account = reader.text();
            const size = reader.count();
            const piece = { bytes, at: reader.at, texts };
            const known = pieces.get(account);
            if (known)
                known.push(piece);
            else
                pieces.set(account, [piece]);
            reader.at += size;
        }
    }
}
function readText(reader, texts) {
    if (!texts)
        return reader.text();
    const number = reader.count();
    return Buffer.from(reader.bytes.buffer, reader.bytes.byteOffset + texts[2 * number], texts[2 * number + 1] - texts[2 * number]).toString("utf8");
}
//# sourceMappingURL=merge.js.map