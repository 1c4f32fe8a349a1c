/**
 * A lot, and the labels that were found in it <-> bytes, little-endian: a header of doubles (nodes, edges, trim, whether there are
 * communities to begin with), then the columns.
 */
import type { Lot } from "./lots.js";

const HEADER = 4;

export function packLot({ edges: { nodes, source, target, weight }, trim, from }: Lot): Uint8Array {
  const header = Float64Array.of(nodes, source.length, trim, from ? 1 : 0);
  const columns = [header, source, target, weight, ...(from ? [from] : [])];
  const bytes = new Uint8Array(columns.reduce((sum, column) => sum + column.byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of columns) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

export function unpackLot(bytes: Uint8Array): Lot {
  const { buffer } = Uint8Array.from(bytes); // aligned
  const [nodes, edges, trim, begun] = new Float64Array(buffer, 0, HEADER);
  const at = HEADER * Float64Array.BYTES_PER_ELEMENT;
  return {
    edges: {
      nodes,
      source: new Uint32Array(buffer, at, edges),
      target: new Uint32Array(buffer, at + 4 * edges, edges),
      weight: new Float32Array(buffer, at + 8 * edges, edges),
    },
    trim,
    ...(begun ? { from: new Int32Array(buffer, at + 12 * edges, nodes) } : {}),
  };
}

export function packLabels({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

export function unpackLabels(bytes: Uint8Array): Int32Array {
  return new Int32Array(Uint8Array.from(bytes).buffer);
}
