/** Who is signed in: by the link that `cautery serve` prints, or by a token; the cookie itself is nothing that a script sees. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ask, askJson } from "../lib/api.js";
import { queryClient } from "../lib/queries.js";

export interface Whoever {
  name: string;
  role: string;
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => askJson<Whoever>("/v1/session", { signal }),
});

const RANKS = ["viewer", "analyst", "approver", "admin"];

/** Whether who is signed in may what wants that role. Screens show what may not be done as such; the server says no anyhow. */
export function useMay(): (role: "analyst" | "approver" | "admin") => boolean {
  const { data } = useQuery(sessionQuery);
  return (role) => RANKS.indexOf(data?.role ?? "") >= RANKS.indexOf(role);
}

export async function signInWith(token: string): Promise<void> {
  await ask("/v1/session", { method: "POST", body: { token } });
  await queryClient.invalidateQueries();
}

/** The page is opened anew: nothing that was read stays behind. */
export async function signOut(): Promise<void> {
  await ask("/v1/session", { method: "DELETE" });
  window.location.assign("/");
}
