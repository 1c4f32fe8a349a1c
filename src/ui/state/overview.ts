/** What the overview shows <-> the query of its address, and what it asks the API for it. */

export interface OverviewAsked {
  /** Those that changed since yesterday, or all. */
  show: "changed" | "all";
  sort: "score" | "size" | "growth" | "exchanges" | "last_seen";
  disposition: string;
  state: string;
  assignee: string;
  operator: string;
  minSize: string;
  text: string;
}

export const OVERVIEW_AT_FIRST: OverviewAsked = {
  show: "changed",
  sort: "score",
  disposition: "",
  state: "",
  assignee: "",
  operator: "",
  minSize: "",
  text: "",
};

const SORTS: readonly string[] = ["score", "size", "growth", "exchanges", "last_seen"];

/** Whatever cannot be read is as it is at first. */
export function readOverview(search: string): OverviewAsked {
  const given = new URLSearchParams(search);
  const asked = { ...OVERVIEW_AT_FIRST };
  for (const key of Object.keys(asked) as (keyof OverviewAsked)[]) {
    const text = given.get(key);
    if (text !== null && text.length <= 200) Object.assign(asked, { [key]: text });
  }
  if (!SORTS.includes(asked.sort)) asked.sort = OVERVIEW_AT_FIRST.sort;
  if (asked.show !== "all") asked.show = "changed";
  if (!/^\d{0,6}$/.test(asked.minSize)) asked.minSize = "";
  return asked;
}

/** Only what differs from how it is at first. */
export function writeOverview(asked: OverviewAsked): string {
  const differing = Object.entries(asked).filter(([key, text]) => text !== OVERVIEW_AT_FIRST[key as keyof OverviewAsked]);
  return new URLSearchParams(differing).toString();
}

/** `yesterday` is an RFC 3339 time. */
export function overviewQuery(asked: OverviewAsked, yesterday: string): Record<string, string> {
  const pairs: Record<string, string> = {
    sort: asked.sort,
    disposition: asked.disposition,
    state: asked.state,
    assignee: asked.assignee,
    operator: asked.operator,
    min_size: asked.minSize,
    q: asked.text,
    changed_since: asked.show === "changed" ? yesterday : "",
  };
  return Object.fromEntries(Object.entries(pairs).filter(([, text]) => text !== ""));
}

export const isNarrowed = (asked: OverviewAsked): boolean =>
  writeOverview({ ...asked, show: OVERVIEW_AT_FIRST.show, sort: OVERVIEW_AT_FIRST.sort }) !== "";
