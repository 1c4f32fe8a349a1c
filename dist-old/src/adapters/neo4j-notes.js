import { batches, whole } from "./neo4j-client.js";
export function notes(client) {
    return {
        async saveDossiers(dossiers) {
            const rows = dossiers.map((dossier) => ({ id: dossier.id, name: dossier.name, dossier: JSON.stringify(dossier) }));
            await client.write(async (run) => {
                for (const batch of batches(rows, 1_000))
                    await run("write-dossiers", { rows: batch });
            });
        },
        async loadDossiers() {
            const dossiers = (await client.read("read-dossiers")).map((row) => JSON.parse(String(row.dossier)));
            return dossiers.sort((a, b) => (a.id < b.id ? -1 : 1));
        },
        async appendJudgement(judgement) {
            await client.write((run) => run("append-judgement", { id: judgement.id, at: whole(judgement.at), judgement: JSON.stringify(judgement) }));
        },
        async loadJudgements() {
            const judgements = (await client.read("read-judgements")).map((row) => JSON.parse(String(row.judgement)));
            return judgements.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
        },
        async acquire(lock, holder, ttlMs) {
            return (await client.write((run) => run("acquire-lock", { lock, holder, ttlMs: whole(ttlMs) }))).length > 0;
        },
        async release(lock, holder) {
            await client.write((run) => run("release-lock", { lock, holder }));
        },
        async announce({ source, path, size, final }) {
            await client.write((run) => run("announce", { source, path, size: whole(size), final }));
        },
        async announced() {
            return (await client.read("read-announced"));
        },
        async forget({ source, size }) {
            await client.write((run) => run("forget-announced", { source, size: whole(size) }));
        },
        async request() {
            return Number((await client.write((run) => run("request-clustering")))[0].asked);
        },
        async requests() {
            const [row] = await client.read("read-requests");
            return { asked: Number(row?.asked ?? 0), answered: Number(row?.answered ?? 0), ledger: Number(row?.ledger ?? -1) };
        },
        async answer(request, ledger) {
            await client.write((run) => run("answer-requests", { request: whole(request), ledger: whole(ledger) }));
        },
    };
}
//# sourceMappingURL=neo4j-notes.js.map