/**
 * A cluster that an analyst has looked at -> a judgement on record, and what becomes of the cluster. Takes the cluster's id; `data` as
 * before.
 */
import { cluster, clusterNamed, judgeDisposition, openFolder } from "cautery";

const folder = await openFolder("data");
const id = process.argv[2];
const judgement = await judgeDisposition(folder, id, { analyst: "dana", reason: "a school: its office confirmed it", verdict: "negative" });
console.log(`${judgement.id}: ${(await clusterNamed(folder.store, id)).disposition} so far`);

await cluster(folder); // judgements hold from the next clustering on, until withdrawn
console.log(`${(await clusterNamed(folder.store, id)).disposition} from now on`);
await folder.close();
