/** A line's JSON value -> an event, or the reason why not. A wrong field is dropped and the event stands without it; both are counted. */
import { SCHEMAS } from "./event.js";
import { guard } from "./guard.js";
/** A line longer than this is quarantined unread. */
export const MAX_LINE_BYTES = 8 * 1024 * 1024;
const REQUIRED = ["type", "id", "time", "account"];
/** Nearly every event is right: the schemas themselves are only asked what is wrong with one that is not. */
const GUARDS = { signup: guard(SCHEMAS.signup), update: guard(SCHEMAS.update), usage: guard(SCHEMAS.usage), status: guard(SCHEMAS.status) };
/** Where the schema finds nothing wrong and the guard does, it is an attribute called `__proto__`, which zod passes over. */
const PASSED_OVER = [{ path: ["attributes"], message: "" }];
/** The event, or in words why there is none. */
export function parseEvent(value, counts) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
        return "not a JSON object";
    const raw = value;
    const type = raw.type;
    if (typeof type !== "string")
        return type === undefined ? "type: missing" : "type: must be a string";
    if (!Object.hasOwn(SCHEMAS, type))
        return `type: must be signup, update, usage or status, not ${JSON.stringify(type.slice(0, 50))}`;
    const schema = SCHEMAS[type];
    const unnamed = GUARDS[type];
    let ignored = unnamed(raw);
    for (let round = 0; ignored < 0; round++) {
        for (const { path, message } of schema.safeParse(raw).error?.issues ?? PASSED_OVER) {
            const field = String(path[0]);
            if (REQUIRED.includes(field))
                return `${field}: ${raw[field] === undefined ? "missing" : message}`;
            if (drop(raw, round < 2 ? path : path.slice(0, 1)))
                counts.dropped++; // a path that does not mend it takes its whole field along
        }
        ignored = unnamed(raw);
    }
    counts.ignored += ignored;
    return raw;
}
/** Removes what `path` names; false where it was gone already. */
function drop(raw, path) {
    let parent = raw;
    for (const key of path.slice(0, -1)) {
        const child = parent[key];
        if (typeof child !== "object" || child === null)
            return false;
        parent = child;
    }
    const last = path.at(-1);
    return Object.hasOwn(parent, last) && delete parent[last];
}
//# sourceMappingURL=parse.js.map