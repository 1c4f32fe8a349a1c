import { currentId, retired } from "../cluster/lineage.js";
const PAGE_ITEMS = 2000;
export function runs(client) {
    const items = async (kind) => {
        const rows = await client.query("SELECT page FROM runs WHERE kind = $1 ORDER BY seq", [kind]);
        return rows.flatMap(({ page }) => JSON.parse(String(page)));
    };
    const knownClusters = async () => {
        const former = await client.query("SELECT id, superseded_by FROM former_clusters ORDER BY id");
        return [
            ...(await items("clusters")).map(({ id, accounts }) => ({ id, accounts, supersededBy: null })),
            ...former.map((row) => ({ id: String(row.id), accounts: [], supersededBy: row.superseded_by })),
        ];
    };
    return {
        async saveRun(run) {
            const former = retired(await knownClusters(), run);
            await client.transaction(async (query) => {
                await query("DELETE FROM runs");
                for (const { kind, seq, page } of pages(run))
                    await query("INSERT INTO runs VALUES ($1, $2, $3)", [kind, seq, page]);
                await query("DELETE FROM former_clusters");
                for (const { id, supersededBy } of former)
                    await query("INSERT INTO former_clusters VALUES ($1, $2)", [id, supersededBy]);
            });
        },
        async loadRun() {
            const [summary] = await items("summary");
            if (!summary)
                return null;
            const [clusters, links, changes] = [
                await items("clusters"),
                await items("links"),
                await items("changes"),
            ];
            return { clusters, links, changes, accounts: summary.accounts };
        },
        knownClusters,
        async resolveClusterId(id) {
            const known = new Map((await knownClusters()).map((cluster) => [cluster.id, cluster]));
            return currentId(id, (each) => known.get(each)?.accounts.length !== 0 && known.has(each), (each) => known.get(each)?.supersededBy ?? null);
        },
    };
}
function* pages(run) {
    yield { kind: "summary", seq: 0, page: JSON.stringify([{ accounts: run.accounts }]) };
    for (const kind of ["clusters", "links", "changes"]) {
        for (let from = 0; from < run[kind].length; from += PAGE_ITEMS) {
            yield { kind, seq: from / PAGE_ITEMS, page: JSON.stringify(run[kind].slice(from, from + PAGE_ITEMS)) };
        }
    }
}
//# sourceMappingURL=duckdb-runs.js.map