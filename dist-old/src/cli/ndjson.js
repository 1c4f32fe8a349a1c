/** An NDJSON file, plain or gzip or zstd -> its rows, each checked against a schema; a wrong line is an error that names it. */
import { createReadStream } from "node:fs";
import { PermanentError } from "../errors.js";
import { decompress } from "../event/compression.js";
export async function readRows(path, schema) {
    const rows = [];
    let number = 0;
    try {
        for await (const line of linesOf(path)) {
            number++;
            if (line.trim() !== "")
                rows.push(parseRow(line, schema));
        }
    }
    catch (cause) {
        const where = number > 0 ? `${path}, line ${number}` : `cannot read ${path}`;
        throw new PermanentError(`${where}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
    return rows;
}
async function* linesOf(path) {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of decompress(createReadStream(path))) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
        rest = lines.pop() ?? "";
        yield* lines;
    }
    if (rest !== "")
        yield rest;
}
function parseRow(line, schema) {
    const result = schema.safeParse(JSON.parse(line));
    if (result.success)
        return result.data;
    const reasons = result.error.issues.map(({ path, message }) => `"${path.join(".")}": ${message}`);
    throw new PermanentError(`${reasons.join("; ")}; see the contract's form of this file`, { cause: result.error });
}
//# sourceMappingURL=ndjson.js.map