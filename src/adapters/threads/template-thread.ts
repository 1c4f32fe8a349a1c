/**
 * A thread that takes its share of the rounds in which near-duplicate prompts are found; what it found is in shared memory when it is done.
 */
import { serve } from "../../threads/serve.js";
import { type Rounds, shareRounds } from "./template-rounds.js";

export type TemplateTasks = { share(rounds: Rounds): void };

serve({ share: shareRounds } satisfies TemplateTasks);
