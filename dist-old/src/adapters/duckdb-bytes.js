/** The bulk of an embedded store: bytes appended to a file, which count only once the database says how far the file is valid. */
import { open } from "node:fs/promises";
import { PermanentError } from "../errors.js";
export class AppendFile {
    #file;
    #path;
    constructor(file, path) {
        this.#file = file;
        this.#path = path;
    }
    static async open(path) {
        const file = await open(path, "r+").catch((error) => {
            if (error.code === "ENOENT")
                return open(path, "w+");
            throw error;
        });
        return new AppendFile(file, path);
    }
    /** Durable when it returns. What lay at `at` and behind was never committed. */
    async write(at, pieces) {
        if (pieces.length === 0)
            return;
        await this.#file.writev(pieces, at);
        await this.#file.datasync();
    }
    async read(at, length) {
        const bytes = new Uint8Array(length);
        const { bytesRead } = await this.#file.read(bytes, 0, length, at);
        if (bytesRead < length)
            throw new PermanentError(`${this.#path} is shorter than the database says: restore the data folder from a copy`);
        return bytes;
    }
    async truncate(length) {
        await this.#file.truncate(length);
    }
    async close() {
        await this.#file.close();
    }
}
//# sourceMappingURL=duckdb-bytes.js.map