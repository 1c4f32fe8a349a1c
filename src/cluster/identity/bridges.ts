/** Links of one cluster -> the bridges: each link that, if cut, would split it, with how many accounts would come away (Tarjan 1974). */

export interface Bridge {
  /** Position in the list of links given. */
  link: number;
  /** Accounts on the smaller side. */
  cutOff: number;
}

/** `nodes` accounts, numbered from 0; links may come in any order. Largest split first, then by position. */
export function bridges(nodes: number, links: readonly (readonly [number, number])[]): Bridge[] {
  const around: { to: number; link: number }[][] = Array.from({ length: nodes }, () => []);
  links.forEach(([a, b], link) => {
    around[a].push({ to: b, link });
    around[b].push({ to: a, link });
  });
  const entered = new Int32Array(nodes).fill(-1);
  const lowest = new Int32Array(nodes);
  const below = new Int32Array(nodes).fill(1);
  const found: { link: number; below: number; root: number }[] = [];
  const whole = new Map<number, number>();
  let time = 0;
  for (let root = 0; root < nodes; root++) {
    if (entered[root] >= 0) continue;
    const stack = [{ node: root, by: -1, next: 0 }];
    entered[root] = lowest[root] = time++;
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next < around[top.node].length) {
        const { to, link } = around[top.node][top.next++];
        if (link === top.by) continue;
        if (entered[to] >= 0) lowest[top.node] = Math.min(lowest[top.node], entered[to]);
        else {
          entered[to] = lowest[to] = time++;
          stack.push({ node: to, by: link, next: 0 });
        }
        continue;
      }
      stack.pop();
      const parent = stack.at(-1);
      if (!parent) continue;
      below[parent.node] += below[top.node];
      lowest[parent.node] = Math.min(lowest[parent.node], lowest[top.node]);
      if (lowest[top.node] > entered[parent.node]) found.push({ link: top.by, below: below[top.node], root });
    }
    whole.set(root, below[root]);
  }
  return found
    .map(({ link, below: size, root }) => ({ link, cutOff: Math.min(size, whole.get(root)! - size) }))
    .sort((x, y) => y.cutOff - x.cutOff || x.link - y.link);
}
