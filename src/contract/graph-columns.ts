/**
 * A cluster's whole graph <-> `application/vnd.cautery.graph`, version 1: columns of little-endian numbers, for the browser as for programs
 * (docs/api.md has the form).
 */

export interface GraphColumns {
  run: number;
  accounts: readonly string[];
  /** 0 to 65,535. */
  x: Uint16Array;
  y: Uint16Array;
  /** 0 active, 1 suspended, 2 closed. */
  status: Uint8Array;
  part: Uint8Array;
  /** When it was first seen: days since 1970; 65,535 where nobody knows. */
  born: Uint16Array;
  /** Each link at the lower of its two places: those of account i are at [start[i], start[i + 1]) of `target`. */
  start: Uint32Array;
  target: Uint32Array;
  /** Bits, rounded, at most 255. */
  bits: Uint8Array;
  /** Which of `families` are evidence of the link, a bit each. */
  family: Uint16Array;
  families: readonly string[];
}

export const GRAPH_TYPE = "application/vnd.cautery.graph";
const MAGIC = 0x31475943; // "CYG1"

export function encodeGraph(graph: GraphColumns): Uint8Array<ArrayBuffer> {
  const { accounts, start, target, families } = graph;
  const encoder = new TextEncoder();
  const names = encoder.encode(accounts.join("\n"));
  const words = encoder.encode(families.join("\n"));
  const columns = [
    words,
    names,
    bytesOf(graph.x),
    bytesOf(graph.y),
    graph.status,
    graph.part,
    bytesOf(graph.born),
    packed(degreesOf(start)),
    packed(deltasOf(start, target)),
    graph.bits,
    bytesOf(graph.family),
  ];
  const head = new Uint32Array([MAGIC, graph.run, accounts.length, target.length, ...columns.map(({ length }) => length)]);
  const out = new Uint8Array(head.byteLength + columns.reduce((sum, { length }) => sum + length, 0));
  out.set(bytesOf(head));
  let at = head.byteLength;
  for (const column of columns) {
    out.set(column, at);
    at += column.length;
  }
  return out;
}

/** The same graph, as of another run. */
export function ofRun(graph: Uint8Array, run: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(graph);
  new DataView(out.buffer).setUint32(4, run, true);
  return out;
}

/** Throws where the bytes are no such graph. */
export function decodeGraph(bytes: Uint8Array): GraphColumns {
  const head = new Uint32Array(bytes.slice(0, 15 * 4).buffer);
  if (bytes.length < 60 || head[0] !== MAGIC) throw new Error("these bytes are no cautery graph of version 1");
  const [, run, size, links, ...lengths] = head;
  let at = 60;
  const next = (wanted?: number): Uint8Array<ArrayBuffer> => {
    const length = lengths.shift()!;
    at += length;
    if (at > bytes.length) throw new Error("the graph is cut off");
    if (wanted !== undefined && length !== wanted) throw new Error("the graph's counts do not fit its columns");
    return bytes.slice(at - length, at);
  };
  const decoder = new TextDecoder();
  const families = decoder.decode(next()).split("\n").filter(Boolean);
  const names = decoder.decode(next());
  const accounts = size === 0 ? [] : names.split("\n");
  if (accounts.length !== size) throw new Error("the graph's counts do not fit its columns");
  const x = new Uint16Array(next(2 * size).buffer);
  const y = new Uint16Array(next(2 * size).buffer);
  const status = next(size);
  const part = next(size);
  const born = new Uint16Array(next(2 * size).buffer);
  const start = startOf(unpacked(next(), size));
  if (start[size] !== links) throw new Error("the graph's counts do not fit its columns");
  const target = targetsOf(start, unpacked(next(), links));
  const bits = next(links);
  const family = new Uint16Array(next(2 * links).buffer);
  return { run, accounts, x, y, status, part, born, start, target, bits, family, families };
}

const bytesOf = (column: Uint16Array | Uint32Array): Uint8Array => new Uint8Array(column.buffer, column.byteOffset, column.byteLength);

const degreesOf = (start: Uint32Array): Uint32Array => start.subarray(1).map((end, i) => end - start[i]);

function startOf(degrees: Uint32Array): Uint32Array {
  const start = new Uint32Array(degrees.length + 1);
  for (const [i, degree] of degrees.entries()) start[i + 1] = start[i] + degree;
  return start;
}

/** Of each account the first target less its own place, then each less the one before. */
function deltasOf(start: Uint32Array, target: Uint32Array): Uint32Array {
  const deltas = new Uint32Array(target.length);
  for (let i = 0; i + 1 < start.length; i++)
    for (let l = start[i], before = i; l < start[i + 1]; before = target[l++]) deltas[l] = target[l] - before;
  return deltas;
}

function targetsOf(start: Uint32Array, deltas: Uint32Array): Uint32Array {
  const target = new Uint32Array(deltas.length);
  for (let i = 0; i + 1 < start.length; i++)
    for (let l = start[i], before = i; l < start[i + 1]; l++) {
      before = target[l] = before + deltas[l];
      if (before + 1 >= start.length) throw new Error("the graph's links lead out of it");
    }
  return target;
}

/** LEB128: most are small. */
function packed(numbers: Uint32Array): Uint8Array {
  const out = new Uint8Array(5 * numbers.length);
  let at = 0;
  for (let left of numbers) {
    for (; left > 127; left >>>= 7) out[at++] = (left & 127) | 128;
    out[at++] = left;
  }
  return out.subarray(0, at);
}

function unpacked(bytes: Uint8Array, count: number): Uint32Array {
  if (count > bytes.length) throw new Error("the graph's counts do not fit its columns");
  const numbers = new Uint32Array(count);
  let at = 0;
  for (let k = 0; k < count; k++)
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 28) throw new Error("the graph's links are cut off");
      numbers[k] |= (byte & 127) << shift;
      if (byte < 128) break;
    }
  if (at !== bytes.length) throw new Error("the graph's counts do not fit its columns");
  return numbers;
}
