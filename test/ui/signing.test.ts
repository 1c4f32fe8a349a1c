/** Signing as the browser does it -> what the server takes: the same text, the same root, a signature that holds. */
import { generateKeyPairSync } from "node:crypto";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rootOf } from "../../src/enforcement/plan/root.js";
import { type Claim, publicKeyOf, signedAt, statementOf as statementThere } from "../../src/enforcement/signed.js";
import { canonicalText } from "../../src/ui/lib/canonical.js";
import { keyOfFile, rootOfIds, signClaim, statementOf } from "../../src/ui/lib/signing.js";

const claim = { act: "deny", about: { batch: "b-1", hash: "0f", generation: 2, reason: 'a "company"\u2028 ü\n' } } as const;
const { privateKey } = generateKeyPairSync("ed25519");
const pem = privateKey.export({ format: "pem", type: "pkcs8" }).toString();

describe("a signature made in a browser", () => {
  it("is of the text that the server makes of the same claim", () => {
    const at = "2026-06-01T10:00:00.000Z";
    expect(statementOf(claim, "bob", at)).toBe(statementThere(claim as Claim, "bob", Date.parse(at)));
  });

  it("holds by the key that the person is enrolled with", async () => {
    const key = await keyOfFile(pem);
    expect(key.publicKey).toBe(publicKeyOf(privateKey));
    const signed = await signClaim(key, claim, "bob", "2026-06-01T10:00:00.000Z");
    expect(signedAt(signed, claim as Claim)).toBe(Date.parse("2026-06-01T10:00:00.000Z"));
    expect(signedAt({ ...signed, by: "eve" }, claim as Claim)).toBeNull();
  });

  it("cannot be had without a key of the right kind", async () => {
    await expect(keyOfFile("hello")).rejects.toThrow(/cautery people add/);
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey.export({ format: "pem", type: "pkcs8" }).toString();
    await expect(keyOfFile(rsa)).rejects.toThrow(/another kind/);
  });
});

describe("a claim's text", () => {
  it("is its canonical JSON", () => {
    const texts = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.constant(null)));
    fc.assert(
      fc.property(texts, (about) => {
        expect(canonicalText(about)).toBe(canonicalize(about));
      }),
    );
  });
  it("has no form for a number that is not whole", () => {
    expect(() => canonicalText({ a: 0.5 })).toThrow(/whole/);
  });
});

it.each([1, 2, 3, 5, 8, 13])("the root over %i ids is the server's", async (count) => {
  const ids = Array.from({ length: count }, (_, i) => `acc-${i}-ü`);
  expect(await rootOfIds(ids)).toBe(rootOf(ids));
});
