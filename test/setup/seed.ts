/** Property tests try the same cases each time; `FAST_CHECK_SEED` names others. */
import fc from "fast-check";

const SEED = 20_260_401;

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? SEED) });
