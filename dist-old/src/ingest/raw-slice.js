/** What a source is cut into, and how a source is told from another under the same name. */
import { createHash } from "node:crypto";
/** Enough for a job, and little enough to lose in a crash. */
export const SLICE_BYTES = 16 * 1024 * 1024;
/** How much of a source's start and of its last slice is hashed. */
export const WINDOW_BYTES = 64 * 1024;
export function sha256(bytes) {
    return createHash("sha256").update(bytes).digest("hex");
}
export function nextMark(source, before, slice, lines) {
    return {
        source,
        next: (before?.next ?? 0) + 1,
        offset: slice.to,
        lines: (before?.lines ?? 0) + lines,
        firstHash: before?.firstHash ?? slice.first?.hash ?? "",
        firstLength: before?.firstLength ?? slice.first?.length ?? 0,
        lastHash: slice.lastHash,
        lastLength: slice.lastLength,
    };
}
//# sourceMappingURL=raw-slice.js.map