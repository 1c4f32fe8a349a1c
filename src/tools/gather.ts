/** Adds an item to the list that a map holds under a key. */
export function gather<K, V>(lists: Map<K, V[]>, key: K, ...items: readonly V[]): void {
  const list = lists.get(key);
  if (list) list.push(...items);
  else lists.set(key, [...items]);
}
