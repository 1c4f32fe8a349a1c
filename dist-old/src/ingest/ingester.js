/** Inputs -> the store: digests slices on threads, asks which event ids are new, commits in order; what is in memory is a function of what is committed. */
import { availableParallelism } from "node:os";
import { Applier } from "./applier.js";
import { openFile } from "./file-source.js";
import { KnownIds } from "./known-ids.js";
import { DigestPool } from "./pool.js";
import { openStream } from "./stream-source.js";
/** The store must be open. */
export function openIngester(store, { key, threads = availableParallelism(), onCommit }) {
    const pool = new DigestPool(threads, { key, parts: store.parts() });
    const known = new KnownIds(store);
    let last = Promise.resolve();
    return {
        apply(input, upTo) {
            const applied = last.then(() => applyInput(input, upTo));
            last = applied.catch(() => { }); // whoever called hears of it
            return applied;
        },
        close: () => pool.close(),
    };
    async function applyInput(input, upTo) {
        const source = input.encoding === "plain" ? await openFile(input.path, upTo) : openStream(input.path);
        const total = noCounts();
        try {
            const { name, mark } = await findSource(store, input, source);
            const applier = new Applier(store, pool, known, name, (counts) => {
                addCounts(total, counts);
                onCommit?.(counts);
            });
            // Where another process applied to this source meanwhile, go on from where it is now
            for (let from = mark; !(await applier.apply(source, from));)
                from = await store.mark(name);
            return total;
        }
        finally {
            await source.close();
        }
    }
}
/** The first of `name`, `name#2`, … that is this source, or is free. A stream is a source of its own each time. */
async function findSource(store, input, source) {
    for (let number = 1;; number++) {
        const name = number === 1 ? input.source : `${input.source}#${number}`;
        const mark = await store.mark(name);
        if (mark === null || (input.encoding !== "stream" && (await source.matches(mark))))
            return { name, mark };
    }
}
export function noCounts() {
    return { events: 0, accepted: 0, duplicates: 0, quarantined: 0, droppedFields: 0, ignoredFields: 0, lines: 0 };
}
export function addCounts(to, counts) {
    for (const name of Object.keys(to))
        to[name] += counts[name];
}
//# sourceMappingURL=ingester.js.map