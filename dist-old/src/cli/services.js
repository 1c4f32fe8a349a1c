export async function withServices(use) {
    const { openServices } = await import("../adapters/services.js");
    const onTrouble = (message) => console.error(`cautery: ${message}`);
    const services = await openServices(process.env, { onTrouble });
    try {
        return await use(services);
    }
    finally {
        await services.close();
    }
}
/** Without the queue: for what only reads. */
export async function withServiceStore(use) {
    const { openStore } = await import("../adapters/services.js");
    const { store } = await openStore(process.env);
    try {
        return await use(store);
    }
    finally {
        await store.close();
    }
}
//# sourceMappingURL=services.js.map