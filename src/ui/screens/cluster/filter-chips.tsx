/** What narrows the views, each with how it is taken away; nothing where nothing does. */
import type { ReactNode } from "react";
import { counted, dayText, several } from "../../lib/format.js";
import { useCluster } from "../../lib/use-cluster.js";
import { isFiltered, NO_FILTERS } from "../../state/view-state.js";

const STATUSES = ["active", "suspended", "closed"];
const DAY_MS = 86_400_000;
const day = (days: number): string => dayText(new Date(days * DAY_MS).toISOString());

export function FilterChips(): ReactNode {
  const { anatomy, graph, mask, state, store } = useCluster();
  const { filters, hidden, struck } = state;
  if (!isFiltered(filters) && hidden.length === 0 && struck.length === 0) return null;
  const numbers = filters.parts.map((id) => anatomy.parts.findIndex((part) => part.id === id) + 1);
  const chips: [string, () => void][] = [];
  if (filters.parts.length > 0)
    chips.push([
      `${filters.parts.length === 1 ? "part" : "parts"} ${numbers.join(", ")}`,
      () => store.filter("all parts", { parts: NO_FILTERS.parts }),
    ]);
  if (filters.statuses.length > 0)
    chips.push([filters.statuses.map((status) => STATUSES[status]).join(" or "), () => store.filter("any status", { statuses: [] })]);
  if (filters.families.length > 0)
    chips.push([`tied by ${filters.families.join(" or ")}`, () => store.filter("any evidence", { families: [] })]);
  if (filters.born !== null)
    chips.push([`born ${day(filters.born[0])} – ${day(filters.born[1])}`, () => store.filter("born at any time", { born: null })]);
  if (filters.text !== "") chips.push([`id has “${filters.text}”`, () => store.filter("any id", { text: "" })]);
  if (hidden.length > 0)
    chips.push([`${several(hidden.length, "account")} hidden`, () => store.change("show what is hidden", { hidden: new Uint32Array() })]);
  if (struck.length > 0)
    chips.push([`without ${several(struck.length, "piece")} of evidence`, () => store.change("strike nothing", { struck: [] })]);
  const shown = mask.reduce((sum, each) => sum + each, 0);
  return (
    <ul className="chips" aria-label="Filters">
      {chips.map(([label, drop]) => (
        <li key={label} className="tag">
          {label}{" "}
          <button type="button" className="chip-drop" aria-label={`Take away: ${label}`} onClick={drop}>
            ×
          </button>
        </li>
      ))}
      {graph !== null && (
        <li className="muted">
          {counted(shown)} of {counted(mask.length)} accounts shown
        </li>
      )}
    </ul>
  );
}
