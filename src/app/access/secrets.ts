/** Secrets of chance -> what is kept of them: 256 random bits need no slow hash, as nobody can guess them. */
import { createHash, randomBytes } from "node:crypto";

const SECRET_BYTES = 32;

/** With a prefix by which a secret that leaked is known for what it is. */
export const newSecret = (prefix: string): string => `${prefix}${randomBytes(SECRET_BYTES).toString("base64url")}`;

/** SHA-256, hex: what stands in the store. */
export const secretHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** A name for it that gives nothing away. */
export const shortName = (prefix: string, hash: string): string => `${prefix}${hash.slice(0, 12)}`;
