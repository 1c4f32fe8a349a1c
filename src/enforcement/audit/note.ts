/**
 * A tree's size and root <-> a checkpoint: a signed note, by an Ed25519 key that follows from the pseudonym key (C2SP: signed-note,
 * tlog-checkpoint).
 */
import { createPrivateKey, createPublicKey, hash, hkdfSync, type KeyObject, sign, verify } from "node:crypto";
import { PermanentError } from "../../errors.js";
import { isHash } from "./tree.js";

/** The log's name, and its key's. */
export const ORIGIN = "cautery.audit";

const ED25519 = 1;
const HKDF_INFO = "cautery audit checkpoint";
/** What comes before the bytes of an Ed25519 key in DER (RFC 8410). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI = Buffer.from("302a300506032b6570032100", "hex");
/** An extension line of the checkpoint: the hash of all pages' streams, times and borders, which leaves do not hold. */
const PAGES = "pages ";
/** Characters of a checkpoint at the most: with the signatures of sixteen witnesses, 5 kB each. */
const MOST_CHARACTERS = 131_072;
const SIGNATURE = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/u;

export interface TreeHead {
  size: number;
  /** Hex. */
  root: string;
  /** The hash of the pages (`pagesHash` of `seal.ts`), hex; null where a checkpoint has none. */
  pages: string | null;
}

export interface Signer {
  /** The verifier key: `NAME+KEY_ID+KEY`. */
  vkey: string;
  /** Ed25519 of the text. */
  sign(text: string): Uint8Array;
}

/** `key`: the pseudonym key, 32 bytes or more. By HKDF-SHA256 (RFC 5869) without salt: whoever has the file signs with the same key. */
export function signerOf(key: Uint8Array): Signer {
  if (key.length < 32) throw new PermanentError(`the pseudonym key has ${key.length} bytes, fewer than 32: restore its file`);
  const seed = Buffer.from(hkdfSync("sha256", key, new Uint8Array(), HKDF_INFO, 32));
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(SPKI.length);
  return { vkey: vkeyOf(ORIGIN, publicKey), sign: (text) => sign(null, Buffer.from(text), privateKey) };
}

/** What anybody needs to check what is signed with that key, and no secret. */
export const verifierKey = (key: Uint8Array): string => signerOf(key).vkey;

export function signCheckpoint({ vkey, sign: signed }: Signer, { size, root, pages }: TreeHead): string {
  const lines = [ORIGIN, String(size), base64(root), ...(pages === null ? [] : [PAGES + base64(pages)])];
  const text = `${lines.join("\n")}\n`;
  const { name, id } = parseVerifierKey(vkey);
  return `${text}\n— ${name} ${Buffer.concat([id, signed(text)]).toString("base64")}\n`;
}

/** Signatures of other keys are passed over. Throws a `PermanentError` where it is no checkpoint, or not one that the key signed. */
export function openCheckpoint(note: string, vkey: string): TreeHead {
  const { name, id, key } = parseVerifierKey(vkey);
  const end = note.lastIndexOf("\n\n");
  if (note.length > MOST_CHARACTERS || end < 0 || !note.endsWith("\n")) throw noCheckpoint("it is not a signed note");
  const text = note.slice(0, end + 1);
  const signatures = note
    .slice(end + 2, -1)
    .split("\n")
    .map((line) => {
      const [, signer, bytes] = SIGNATURE.exec(line) ?? [];
      const signature = Buffer.from(bytes ?? "", "base64");
      if (bytes === undefined || signature.toString("base64") !== bytes) throw noCheckpoint("a line of its signatures has another form");
      return { signer, bytes: signature };
    })
    .filter(({ signer, bytes }) => signer === name && bytes.length > 4 && id.equals(bytes.subarray(0, 4)));
  if (signatures.length === 0)
    throw new PermanentError(`the checkpoint is not signed by ${vkey}: give the verifier key of the log that it is of`);
  if (!signatures.every(({ bytes }) => verify(null, Buffer.from(text), key, bytes.subarray(4))))
    throw new PermanentError("the checkpoint's signature is wrong: it was changed after it was signed; take it from where it was kept");
  return parseText(text);
}

function parseText(text: string): TreeHead {
  const [origin, size, root, ...extensions] = text.slice(0, -1).split("\n");
  if (origin !== ORIGIN) throw noCheckpoint(`it is of the log ${JSON.stringify(origin)}, not of ${ORIGIN}`);
  if (!/^(0|[1-9]\d{0,15})$/.test(size ?? "") || !Number.isSafeInteger(Number(size))) throw noCheckpoint("its size is no number");
  if (!isBase64Hash(root ?? "") || extensions.includes("")) throw noCheckpoint("its root is no hash");
  const pages = extensions.find((line) => line.startsWith(PAGES))?.slice(PAGES.length);
  if (pages !== undefined && !isBase64Hash(pages)) throw noCheckpoint("the hash of its pages is none");
  return { size: Number(size), root: hex(root), pages: pages === undefined ? null : hex(pages) };
}

const noCheckpoint = (why: string): PermanentError =>
  new PermanentError(`this is no checkpoint of the audit log: ${why}; \`cautery audit checkpoint\` prints one`);

interface VerifierKey {
  name: string;
  /** Of 4 bytes. */
  id: Buffer;
  key: KeyObject;
}

/** Throws a `PermanentError` where it is none of Ed25519, or its id is not that of its name and key. */
function parseVerifierKey(vkey: string): VerifierKey {
  const [, name, id, base] = /^([^\s+]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(vkey) ?? [];
  const bytes = Buffer.from(base ?? "", "base64");
  if (bytes.length !== 33 || bytes[0] !== ED25519 || vkeyOf(name, bytes.subarray(1)) !== vkey)
    throw new PermanentError("this is no verifier key of Ed25519: give it as `cautery audit export` writes it, `name+id+key`");
  const key = createPublicKey({ key: Buffer.concat([SPKI, bytes.subarray(1)]), format: "der", type: "spki" });
  return { name, id: Buffer.from(id, "hex"), key };
}

function vkeyOf(name: string, publicKey: Uint8Array): string {
  const typed = Buffer.concat([Buffer.of(ED25519), publicKey]);
  const id = hash("sha256", Buffer.concat([Buffer.from(`${name}\n`), typed]), "hex").slice(0, 8);
  return `${name}+${id}+${typed.toString("base64")}`;
}

export function base64(hash: string): string {
  if (!isHash(hash)) throw new PermanentError(`${JSON.stringify(hash)} is no SHA-256 in hex`);
  return Buffer.from(hash, "hex").toString("base64");
}

/** In the one way that it is written. */
export const isBase64Hash = (text: string): boolean => text.length === 44 && isHash(hex(text)) && base64(hex(text)) === text;

export const hex = (base64: string): string => Buffer.from(base64, "base64").toString("hex");
