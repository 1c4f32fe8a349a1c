/** What a store holds -> the population: merges segments into footprints part by part, saves what changed, and builds the columns. */
import { PopulationBuilder } from "../indicator/build.js";
import { mergePart } from "../indicator/merge.js";
/** Merged footprints of every account, part by part; what was new is saved on the way. One part is read ahead, and one saved behind. */
export async function* compact(store) {
    let ahead = store.part(0);
    let saving = Promise.resolve();
    try {
        for (let number = 0; number < store.parts(); number++) {
            const { footprints, segments, token } = await ahead;
            if (number + 1 < store.parts())
                ahead = store.part(number + 1);
            ahead.catch(() => { }); // the next round meets the same error
            const known = new Map(footprints.map(({ account, bytes }) => [account, bytes]));
            const changed = mergePart(known, segments);
            await saving;
            if (segments.length > 0)
                saving = store.replacePart(number, changed, token);
            saving.catch(() => { }); // whoever awaits it meets the same error
            for (const { account, bytes } of changed)
                known.set(account, bytes);
            yield Array.from(known, ([account, bytes]) => ({ account, bytes }));
        }
    }
    finally {
        await saving;
    }
}
export async function loadPopulation(store, { onPart } = {}) {
    const builder = new PopulationBuilder();
    const parts = store.parts();
    let done = 0;
    for await (const merged of compact(store)) {
        for (const footprint of merged)
            builder.add(footprint);
        onPart?.(++done, parts);
    }
    return builder.build();
}
//# sourceMappingURL=load.js.map