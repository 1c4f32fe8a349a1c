export function attributeRole({ store, queue }) {
    return {
        queue: "attribute",
        async take() {
            if ((await store.knownClusters()).length === 0)
                return; // the first clustering will see them
            await store.request();
            await queue.add("recluster", { id: "asked", data: {} });
        },
        async tick() { },
        async close() { },
    };
}
//# sourceMappingURL=attribute.js.map