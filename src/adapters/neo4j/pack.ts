/** Values <-> compressed text for a property, exact to the last bit; and accounts' ids <-> names that a property can hold. */
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { toBytes, toText } from "./client.js";

const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** JSON -> text; JSON gives every double back to the last bit, and escapes what no UTF-8 can hold. */
export const packJson = (json: string): string => toText(brotliCompressSync(json, FAST));
export const pack = (value: unknown): string => packJson(JSON.stringify(value));
export const unpack = (text: unknown): unknown => JSON.parse(brotliDecompressSync(toBytes(text)).toString());

/** An account's id as it is, or as JSON where it holds half a surrogate pair, which no UTF-8 can; no two ids have one name. */
export const nameOf = (account: string): string =>
  HALF_A_PAIR.test(account) || account.startsWith('"') ? JSON.stringify(account) : account;

const HALF_A_PAIR = /\p{Surrogate}/u;
