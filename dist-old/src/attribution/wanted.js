import { gather } from "./gather.js";
import { MATCHERS } from "./match.js";
import { dossierKind } from "./weights.js";
/** Kinds in the order of their names, values in that of the dossiers. A kind that the population lacks is left out: no data is no evidence. */
export function wantedOf(population, dossiers) {
    return [...valuesByKind(dossiers)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([kind, values]) => {
        const about = dossierKind(kind);
        const wanted = [...values].map(([value, holders]) => ({ value, holders }));
        const met = about.sources.flatMap((source) => {
            const sightings = population.sightings.get(source);
            return sightings ? meet(sightings, wanted, about) : [];
        });
        return met.length > 0 ? { kind, about, wanted, met } : [];
    });
}
function valuesByKind(dossiers) {
    const kinds = new Map();
    for (const [dossier, { indicators }] of dossiers.entries()) {
        for (const indicator of indicators) {
            const kind = indicator.kind.replace(/^attributes\./, "");
            const values = kinds.get(kind) ?? new Map();
            kinds.set(kind, values);
            gather(values, MATCHERS[dossierKind(kind).match].canonical(indicator.value), { dossier, indicator });
        }
    }
    return kinds;
}
function meet(sightings, wanted, { match }) {
    const find = MATCHERS[match].finder(wanted.map(({ value }) => value));
    const index = new Int32Array(sightings.keyHi.length).fill(-1);
    const lists = [];
    for (let v = 0; v < index.length; v++) {
        const found = find(sightings, v);
        if (found.length > 0)
            index[v] = lists.push(found) - 1;
    }
    return { sightings, index, lists };
}
export function scanner({ met, wanted }) {
    const seenAt = new Uint32Array(wanted.length);
    let turn = 0;
    return (account) => {
        turn++;
        let shows = false;
        const hits = [];
        for (const { sightings, index, lists } of met) {
            const end = sightings.start[account + 1];
            for (let s = sightings.start[account]; s < end; s++) {
                shows = true;
                const list = index[sightings.value[s]];
                if (list < 0)
                    continue;
                for (const w of lists[list]) {
                    if (seenAt[w] === turn)
                        continue;
                    seenAt[w] = turn;
                    hits.push(w);
                }
            }
        }
        return { shows, hits };
    };
}
//# sourceMappingURL=wanted.js.map