/** The two ways a thing goes wrong, named by what to do next: mend something (permanent), or try again (transient). */
/** Trying again cannot help: the message names what to mend. */
export class PermanentError extends Error {
    name = "PermanentError";
}
/** The same call may succeed later: a server that is away, a lock that another holds. */
export class TransientError extends Error {
    name = "TransientError";
}
/** The command was called wrongly (exit code 2): the message names the right call. */
export class UsageError extends PermanentError {
}
//# sourceMappingURL=errors.js.map