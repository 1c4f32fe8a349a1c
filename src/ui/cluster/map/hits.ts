/** Accounts' places -> what is under a pointer, or inside of a lasso: a grid of cells, so that few are looked at. */

const CELLS = 256;
const WORLD = 65_536;
const CELL = WORLD / CELLS;

export class Hits {
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  /** Accounts by cell: those of cell c are at [start[c], start[c + 1]). */
  readonly #start = new Uint32Array(CELLS * CELLS + 1);
  readonly #accounts: Uint32Array;

  constructor(x: Float32Array, y: Float32Array) {
    this.#x = x;
    this.#y = y;
    this.#accounts = new Uint32Array(x.length);
    for (let i = 0; i < x.length; i++) this.#start[cellOf(x[i], y[i]) + 1]++;
    for (let c = 0; c < CELLS * CELLS; c++) this.#start[c + 1] += this.#start[c];
    const next = this.#start.slice();
    for (let i = 0; i < x.length; i++) this.#accounts[next[cellOf(x[i], y[i])]++] = i;
  }

  /** The nearest account within `reach` of (x, y) that `level` shows (above 0), or -1. */
  nearest(x: number, y: number, reach: number, level: Uint8Array): number {
    let best = -1;
    let least = reach * reach;
    this.#around(x - reach, y - reach, x + reach, y + reach, (i) => {
      if (level[i] === 0) return;
      const far = (this.#x[i] - x) ** 2 + (this.#y[i] - y) ** 2;
      if (far < least || (far === least && best < 0)) [best, least] = [i, far];
    });
    return best;
  }

  /** Accounts inside of the polygon (x0, y0, x1, y1, ...) that `level` shows, by place. Even-odd: what a loop crosses twice is outside. */
  inside(polygon: readonly number[], level: Uint8Array): number[] {
    if (polygon.length < 6) return [];
    const xs = polygon.filter((_, k) => k % 2 === 0);
    const ys = polygon.filter((_, k) => k % 2 === 1);
    const found: number[] = [];
    this.#around(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), (i) => {
      if (level[i] > 0 && within(polygon, this.#x[i], this.#y[i])) found.push(i);
    });
    return found.sort((p, q) => p - q);
  }

  #around(left: number, top: number, right: number, bottom: number, look: (account: number) => void): void {
    const [from, to] = [columnOf(left), columnOf(right)];
    for (let row = columnOf(top); row <= columnOf(bottom); row++)
      for (let at = this.#start[row * CELLS + from]; at < this.#start[row * CELLS + to + 1]; at++) look(this.#accounts[at]);
  }
}

const columnOf = (at: number): number => Math.min(CELLS - 1, Math.max(0, Math.floor(at / CELL)));
const cellOf = (x: number, y: number): number => columnOf(y) * CELLS + columnOf(x);

function within(polygon: readonly number[], x: number, y: number): boolean {
  let inside = false;
  let [px, py] = polygon.slice(-2);
  for (let k = 0; k < polygon.length; k += 2) {
    const [qx, qy] = [polygon[k], polygon[k + 1]];
    if (qy > y !== py > y && x < ((px - qx) * (y - qy)) / (py - qy) + qx) inside = !inside;
    [px, py] = [qx, qy];
  }
  return inside;
}
