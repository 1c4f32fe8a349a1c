/** Checkpoints as signed notes: by the letter of C2SP's signed-note and tlog-checkpoint, and against node:crypto's own Ed25519. */
import { createHash, createPublicKey, verify } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ORIGIN, openCheckpoint, signCheckpoint, signerOf, verifierKey } from "../../../src/enforcement/audit/note.js";
import { EMPTY_ROOT } from "../../../src/enforcement/audit/tree.js";

const signer = signerOf(Buffer.alloc(32, 7));
const head = { size: 20_852_163, root: "ab".repeat(32), pages: "cd".repeat(32) };
const note = signCheckpoint(signer, head);

describe("a checkpoint", () => {
  it("is a signed note of origin, size, root in base64 and one extension line", () => {
    const root = Buffer.from(head.root, "hex").toString("base64");
    const pages = Buffer.from(head.pages, "hex").toString("base64");
    const [text, signature] = note.split("\n\n");
    expect(text).toBe(`cautery.audit\n20852163\n${root}\npages ${pages}`);
    expect(signature).toMatch(/^— cautery\.audit [A-Za-z0-9+/]{91}=\n$/);
  });

  it("is signed with Ed25519 over its text, by a key whose id is the start of a hash of name, type and key", () => {
    const [name, id, key] = signer.vkey.split("+", 3).map((part, i) => (i === 2 ? signer.vkey.split("+").slice(2).join("+") : part));
    const typed = Buffer.from(key, "base64");
    expect([name, typed[0], typed.length]).toEqual([ORIGIN, 1, 33]);
    expect(id).toBe(createHash("sha256").update(`${name}\n`).update(typed).digest("hex").slice(0, 8));
    const [text, line] = note.split("\n\n");
    const bytes = Buffer.from(line.trim().split(" ")[2], "base64");
    expect(bytes.subarray(0, 4).toString("hex")).toBe(id);
    const jwk = { kty: "OKP", crv: "Ed25519", x: typed.subarray(1).toString("base64url") };
    expect(verify(null, Buffer.from(`${text}\n`), createPublicKey({ key: jwk, format: "jwk" }), bytes.subarray(4))).toBe(true);
  });

  it("opens as what was signed, with any size, root and pages", () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex"));
    const heads = fc.record({ size: fc.maxSafeNat(), root: hash, pages: fc.option(hash) });
    fc.assert(
      fc.property(heads, (any) => {
        expect(openCheckpoint(signCheckpoint(signer, any), signer.vkey)).toEqual(any);
      }),
    );
  });

  it("does not open with any bit of it flipped", () => {
    const bytes = Buffer.from(note);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] ^= 1 << (bit & 7);
      expect(() => openCheckpoint(changed.toString(), signer.vkey), `bit ${bit}`).toThrow(/checkpoint/);
    }
  });

  it("does not open with another key, and says whose it is not", () => {
    const other = verifierKey(Buffer.alloc(32, 8));
    expect(() => openCheckpoint(note, other)).toThrow(`not signed by ${other}`);
    expect(() => openCheckpoint(note, "cautery.audit+00000000+AAAA")).toThrow(/no verifier key/);
    expect(() => openCheckpoint(note, signer.vkey.replace("cautery", "cautory"))).toThrow(/no verifier key/);
  });

  it("opens with signatures of witnesses beside the log's, which are passed over", () => {
    const witness = `— witness.example ${Buffer.alloc(76, 5).toString("base64")}\n`;
    expect(openCheckpoint(note + witness, signer.vkey)).toEqual(head);
    expect(openCheckpoint(note.replace("\n\n", `\n\n${witness}`), signer.vkey)).toEqual(head);
  });

  it.each([
    ["an empty text", "", /not a signed note/],
    ["a text without signatures", "cautery.audit\n5\n", /not a signed note/],
    ["one with an empty line after it", `${note}\n`, /checkpoint/],
    ["one without its last newline", note.trimEnd(), /not a signed note/],
    ["a text of any length", `${"x".repeat(200_000)}${note}`, /not a signed note/],
  ])("is not %s", (_, text, why) => {
    expect(() => openCheckpoint(text, signer.vkey)).toThrow(why);
  });

  it("is not of another log, nor of a size with leading zeros, though its key signed it", () => {
    const signed = (text: string) => {
      const id = Buffer.from(signer.vkey.split("+")[1], "hex");
      return `${text}\n— cautery.audit ${Buffer.concat([id, signer.sign(text)]).toString("base64")}\n`;
    };
    const root = Buffer.from(EMPTY_ROOT, "hex").toString("base64");
    expect(openCheckpoint(signed(`cautery.audit\n0\n${root}\nanother extension\n`), signer.vkey)).toEqual({
      size: 0,
      root: EMPTY_ROOT,
      pages: null,
    });
    expect(() => openCheckpoint(signed(`other\n0\n${root}\n`), signer.vkey)).toThrow(/of the log "other"/);
    expect(() => openCheckpoint(signed(`cautery.audit\n00\n${root}\n`), signer.vkey)).toThrow(/its size is no number/);
    expect(() => openCheckpoint(signed("cautery.audit\n0\nAAAA\n"), signer.vkey)).toThrow(/its root is no hash/);
    expect(() => openCheckpoint(signed(`cautery.audit\n0\n${root}\npages AAAA\n`), signer.vkey)).toThrow(/hash of its pages/);
  });

  it("follows from the pseudonym key alone, which has to be one", () => {
    expect(signerOf(Buffer.alloc(32, 7)).vkey).toBe(signer.vkey);
    expect(signerOf(Buffer.alloc(33, 7)).vkey).not.toBe(signer.vkey);
    expect(() => signerOf(Buffer.alloc(31))).toThrow(/31 bytes/);
  });
});
