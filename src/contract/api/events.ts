/** What became of events that were sent, as the API tells it. */
import { z } from "zod";
import { count } from "./common.js";

/** All of it durable. `line` counts from 1, blank lines too; of a batch of CloudEvents it is the envelope's place. */
export const taken = z.object({
  accepted: count,
  duplicates: count,
  quarantined: count,
  errors: z.array(z.object({ line: count, error: z.string() })),
});
