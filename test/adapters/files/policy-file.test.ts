/** A policy's file, as CAUTERY_POLICY names it -> the policy, or an error that says what to mend. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { policyFrom } from "../../../src/adapters/files/policy-file.js";
import { temporaryFolders } from "../../ingest/worlds.js";

const folder = temporaryFolders();
const file = (text: string) => {
  const path = join(folder(), "policy.json");
  writeFileSync(path, text);
  return path;
};

describe("a policy's file", () => {
  it("says what differs from the defaults; without one, nothing does", async () => {
    expect(await policyFrom(file('{"plan_cap": 7}'))).toEqual({ ...(await policyFrom(undefined)), plan_cap: 7 });
  });

  it("is refused where it is missing, no JSON, or says what no policy says", async () => {
    await expect(policyFrom(join(folder(), "none.json"))).rejects.toThrow(/cannot read the policy .*none.json.*CAUTERY_POLICY/);
    await expect(policyFrom(file("{"))).rejects.toThrow(/no JSON/);
    await expect(policyFrom(file('{"plan_kap": 7}'))).rejects.toThrow(/policy.json: .*plan_kap/);
  });
});
