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
  const deltas = deltasOf(start, target);
  const columns = [
    words,
    names,
    bytesOf(graph.x),
    bytesOf(graph.y),
    graph.status,
    graph.part,
    bytesOf(graph.born),
    bytesOf(degreesOf(start)),
    deltas,
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

/** Throws where the bytes are no such graph. */
export function decodeGraph(bytes: Uint8Array): GraphColumns {
  const head = new Uint32Array(bytes.slice(0, 15 * 4).buffer);
  if (bytes.length < 60 || head[0] !== MAGIC) throw new Error("these bytes are no cautery graph of version 1");
  const [, run, size, links, ...lengths] = head;
  let at = 60;
  const next = () => {
    const length = lengths.shift()!;
    at += length;
    if (at > bytes.length) throw new Error("the graph is cut off");
    return bytes.slice(at - length, at);
  };
  const decoder = new TextDecoder();
  const families = decoder.decode(next()).split("\n").filter(Boolean);
  const names = decoder.decode(next());
  const accounts = size === 0 ? [] : names.split("\n");
  const x = new Uint16Array(next().buffer);
  const y = new Uint16Array(next().buffer);
  const status = next();
  const part = next();
  const born = new Uint16Array(next().buffer);
  const start = startOf(new Uint16Array(next().buffer));
  const target = targetsOf(start, next());
  const bits = next();
  const family = new Uint16Array(next().buffer);
  if (accounts.length !== size || target.length !== links) throw new Error("the graph's counts do not fit its columns");
  return { run, accounts, x, y, status, part, born, start, target, bits, family, families };
}

const bytesOf = (column: Uint16Array | Uint32Array): Uint8Array => new Uint8Array(column.buffer, column.byteOffset, column.byteLength);

function degreesOf(start: Uint32Array): Uint16Array {
  return Uint16Array.from({ length: start.length - 1 }, (_, i) => start[i + 1] - start[i]);
}

function startOf(degrees: Uint16Array): Uint32Array {
  const start = new Uint32Array(degrees.length + 1);
  for (const [i, degree] of degrees.entries()) start[i + 1] = start[i] + degree;
  return start;
}

/** Of each account the first target less its own place, then each less the one before: LEB128, since most are small. */
function deltasOf(start: Uint32Array, target: Uint32Array): Uint8Array {
  const out: number[] = [];
  for (let i = 0; i + 1 < start.length; i++)
    for (let l = start[i], before = i; l < start[i + 1]; before = target[l++]) {
      let left = target[l] - before;
      for (; left > 127; left >>>= 7) out.push((left & 127) | 128);
      out.push(left);
    }
  return Uint8Array.from(out);
}

function targetsOf(start: Uint32Array, bytes: Uint8Array): Uint32Array {
  const target = new Uint32Array(start[start.length - 1] ?? 0);
  let at = 0;
  for (let i = 0; i + 1 < start.length; i++)
    for (let l = start[i], before = i; l < start[i + 1]; l++) {
      let delta = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        if (byte === undefined) throw new Error("the graph's links are cut off");
        delta |= (byte & 127) << shift;
        if (byte < 128) break;
      }
      before = target[l] = before + delta;
    }
  return target;
}
