/** A thread that helps with the tasks of linking, shift after shift. */
import { serve } from "../../threads/serve.js";
import { type Shift, takeShift } from "./shift.js";

export type CrewTasks = { take(shift: Shift): void };

serve({ take: takeShift } satisfies CrewTasks);
