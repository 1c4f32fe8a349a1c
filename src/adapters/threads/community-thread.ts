/** A thread that searches lots: packed lots in, their labels out, one after the other. */
import { packLabels, unpackLot } from "../../cluster/search/lot-bytes.js";
import { searchLot } from "../../cluster/search/lots.js";
import { serve } from "../../threads/serve.js";

export type CommunityTasks = { search(lot: Uint8Array): Uint8Array };

serve({ search: (lot) => packLabels(searchLot(unpackLot(lot))) } satisfies CommunityTasks);
