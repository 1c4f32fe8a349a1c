/** A plain file -> slices as byte ranges, which the threads read by themselves. */
import { open } from "node:fs/promises";
import { PermanentError } from "../errors.js";
import { readFully } from "../event/lines.js";
import { SLICE_BYTES, sha256, WINDOW_BYTES } from "./raw-slice.js";
export async function openFile(path, upTo = Number.POSITIVE_INFINITY) {
    const file = await open(path).catch((cause) => {
        throw new PermanentError(`cannot read ${path}: ${cause.message}`, { cause });
    });
    return {
        matches: (mark) => matches(file, mark),
        slices: (mark) => cut(file, path, mark?.offset ?? 0, upTo),
        close: () => file.close(),
    };
}
async function matches(file, { offset, firstHash, firstLength, lastHash, lastLength }) {
    const { size } = await file.stat();
    if (size < offset)
        return false;
    const last = sha256(await readFully(file, offset - lastLength, lastLength));
    return last === lastHash && sha256(await readFully(file, 0, firstLength)) === firstHash;
}
async function* cut(file, path, offset, upTo) {
    const end = Math.min(upTo, (await file.stat()).size);
    for (let from = offset; from < end; from += SLICE_BYTES) {
        const to = Math.min(end, from + SLICE_BYTES);
        const window = Math.min(WINDOW_BYTES, to - from);
        const first = from === 0 ? { hash: sha256(await readFully(file, 0, window)), length: window } : null;
        const lastHash = sha256(await readFully(file, to - window, window));
        yield { from, to, input: { path, from, to }, first, lastHash, lastLength: window, broken: null };
    }
}
//# sourceMappingURL=file-source.js.map