/** A stream of events -> a file on the workers' machine or shared volume, cut at whole lines by size or after a fraction of a second, so that what was read is durable. */
import { randomUUID } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { sniff } from "../event/compression.js";
const NEWLINE = 10;
export function spoolDir(env) {
    return env.CAUTERY_SPOOL || join(env.XDG_DATA_HOME || join(homedir(), ".local", "share"), "cautery", "spool");
}
/** A compressed stream has no lines to cut at: it is one cut, at its end. */
export async function spool(stream, { dir, cutBytes = 16 << 20, cutMs = 250, onCut }) {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const path = join(dir, `${randomUUID()}.ndjson`);
    const file = await open(path, "wx", 0o600);
    let written = 0;
    let whole = 0;
    let announced = 0;
    let compressed = false;
    const cut = async () => {
        const size = whole;
        if (size === announced)
            return;
        await file.datasync();
        await onCut({ path, size, final: false });
        announced = size;
    };
    let cutting = onCut({ path, size: 0, final: false });
    let failed = null;
    const next = () => {
        cutting = cutting.then(cut).catch((error) => {
            failed ??= error;
        });
        return cutting;
    };
    await cutting;
    const timer = setInterval(next, cutMs);
    try {
        for await (const chunk of stream) {
            if (failed !== null)
                throw failed;
            if (written === 0)
                compressed = sniff(chunk) !== "plain";
            await file.appendFile(chunk);
            const end = chunk.lastIndexOf(NEWLINE);
            if (end >= 0 && !compressed)
                whole = written + end + 1;
            written += chunk.length;
            if (whole - announced >= cutBytes)
                await next();
        }
        clearInterval(timer);
        await next();
        if (failed !== null)
            throw failed;
        await file.datasync();
        await onCut({ path, size: written, final: true });
    }
    finally {
        clearInterval(timer);
        await cutting;
        await file.close();
    }
}
//# sourceMappingURL=spool.js.map