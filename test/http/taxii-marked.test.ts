/** Dossiers under markings of all levels, one after the other -> what each partner's token can fetch: nothing of a stronger level. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { createToken } from "../../src/app/access/tokens.js";
import { MARKINGS, type Marking } from "../../src/model/dossier.js";
import { LINKS, runOf } from "../app/enforcement/store.js";
import { type Import, imports, secretsAt } from "../attribution/stix/imports.js";
import { type Office, office } from "./office.js";

/** All of every collection that the token sees, in all versions. */
async function fetchable(at: Office, token: string): Promise<string> {
  const read = async (path: string) => await (await at.ask(path, { token })).text();
  const listed = await read("/taxii2/shared/collections/");
  const { collections } = JSON.parse(listed) as { collections: { id: string }[] };
  const texts = [listed];
  for (const { id } of collections)
    for (const what of ["objects/?match[version]=all", "manifest/?match[version]=all"])
      texts.push(await read(`/taxii2/shared/collections/${id}/${what}`));
  return texts.join("\n");
}

it("nothing that came in under a stronger marking is in anything that a partner's token can fetch, hashed or not", async () => {
  await fc.assert(
    fc.asyncProperty(imports, async (all) => {
      const at = await office();
      try {
        const tokens: { level: Marking; secret: string }[] = [];
        for (const level of MARKINGS)
          for (const hash of [true, false]) {
            const made = await createToken(at.serving, { name: "lab", role: "partner", days: null, marking: level, hash, by: "eve" });
            tokens.push({ level, secret: made.secret });
          }
        const attribution = [{ operator: "op-1", confidence: 0.9, likelihood: "likely" }];
        await at.serving.store.saveRun(runOf({ "c-1": "a b c d e" }, LINKS, { attribution }), { at: at.now.at, ledger: 1 });
        const taken: Import[] = [];
        for (const one of all) {
          const answer = await at.ask("/v1/operators/import", { method: "POST", body: one.text });
          expect([200, 409]).toContain(answer.status); // 409: another operator's id
          if (answer.status === 200) taken.push(one);
          for (const { level, secret } of tokens) {
            const text = await fetchable(at, secret);
            for (const hidden of secretsAt(level, taken)) expect(text, level).not.toContain(hidden);
          }
        }
      } finally {
        await at.close();
      }
    }),
    { numRuns: 6 },
  );
});
