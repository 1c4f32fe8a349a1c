/** A pool of digesting threads: a slice goes to the first that is free, and stays there until it is released. */
import { Worker } from "node:worker_threads";
/** Threads run compiled code; tests that run the sources use the build too. */
const THREAD = new URL(import.meta.url.endsWith(".ts") ? "../../dist/src/ingest/thread.js" : "./thread.js", import.meta.url);
export class DigestPool {
    size;
    #threads;
    #queue = [];
    #waiting = new Map();
    #slices = 0;
    constructor(threads, settings) {
        this.size = threads;
        this.#threads = Array.from({ length: threads }, () => this.#start(settings));
    }
    async digest(input) {
        const slice = this.#slices++;
        const answered = this.#answerTo(slice);
        this.#queue.push({ slice, input });
        this.#dispatch();
        const { answer, thread } = await answered;
        if (answer.task !== "digest")
            throw new Error(`slice ${slice}: the thread answered ${answer.task} where digest was asked`);
        return {
            digest: answer.digest,
            pack: async (fresh) => {
                const packed = this.#answerTo(slice);
                send(thread, { task: "pack", slice, fresh });
                const { answer } = await packed;
                return answer.task === "pack" ? answer.segments : [];
            },
            release: () => send(thread, { task: "release", slice }),
        };
    }
    async close() {
        await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
    }
    #answerTo(slice) {
        return new Promise((resolve, reject) => {
            this.#waiting.set(slice, { resolve: (answer) => resolve({ answer, thread: this.#threadOf.get(slice) }), reject });
        });
    }
    #threadOf = new Map();
    #dispatch() {
        for (const thread of this.#threads) {
            if (thread.digesting)
                continue;
            const next = this.#queue.shift();
            if (!next)
                return;
            thread.digesting = true;
            this.#threadOf.set(next.slice, thread);
            send(thread, { task: "digest", ...next }, "bytes" in next.input ? [next.input.bytes.buffer] : []);
        }
    }
    #start(settings) {
        const worker = new Worker(THREAD, { workerData: settings });
        worker.unref();
        const thread = { worker, digesting: false };
        worker.on("message", (answer) => this.#settle(thread, answer));
        worker.on("error", (error) => {
            for (const { reject } of this.#waiting.values())
                reject(error);
            this.#waiting.clear();
        });
        return thread;
    }
    #settle(thread, answer) {
        if (answer.task !== "pack") {
            thread.digesting = false;
            this.#dispatch();
        }
        const waiting = this.#waiting.get(answer.slice);
        this.#waiting.delete(answer.slice);
        if (answer.task === "failed")
            waiting?.reject(answer.error);
        else
            waiting?.resolve(answer);
    }
}
function send({ worker }, request, transfer = []) {
    worker.postMessage(request, transfer);
}
//# sourceMappingURL=pool.js.map