/** Adds an item to the list that a map holds under a key. */
export function gather(lists, key, ...items) {
    const list = lists.get(key);
    if (list)
        list.push(...items);
    else
        lists.set(key, [...items]);
}
//# sourceMappingURL=gather.js.map