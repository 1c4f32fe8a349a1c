/** Who works on the cluster, and how far that is: taken over with a click, or given to somebody by name. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { announce } from "../../lib/announce.js";
import { askJson, pathOf, Refusal } from "../../lib/api.js";
import { useCluster } from "../../lib/use-cluster.js";
import { STATES, type Work, workQuery } from "./queries.js";

const STALE = 412;
const CONFLICT = 409;

export function WorkOn(): ReactNode {
  const { id } = useCluster();
  const client = useQueryClient();
  const { data, error } = useQuery(workQuery(id));
  const [name, setName] = useState<string | null>(null);
  const change = useMutation({
    mutationFn: (next: Pick<Work, "assignee" | "state">) =>
      askJson<Work>(pathOf("/v1/clusters/{}/work", id), { method: "PUT", body: { ...next, version: data?.version ?? 0 } }),
    onSuccess: (work) => {
      client.setQueryData(workQuery(id).queryKey, work);
      setName(null);
      announce(work.assignee === null ? `Nobody's, ${work.state}.` : `${work.assignee}'s, ${work.state}.`);
    },
    onError: async (failure) => {
      if (failure instanceof Refusal && [STALE, CONFLICT].includes(failure.status))
        await client.invalidateQueries({ queryKey: workQuery(id).queryKey });
    },
  });
  if (data === undefined) return <section className="side-work">{error !== null && <p role="alert">{error.message}</p>}</section>;
  const { assignee, state } = data;
  const give = (): void => {
    const next = (name ?? "").trim();
    if (next !== (assignee ?? "")) change.mutate({ assignee: next === "" ? null : next, state });
  };
  return (
    <section className="side-work">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          give();
        }}
      >
        <label>
          <span>Assignee</span>
          <input
            value={name ?? assignee ?? ""}
            placeholder="nobody"
            maxLength={100}
            onChange={({ target }) => setName(target.value)}
            onBlur={give}
          />
        </label>
        <label>
          <span>State</span>
          <select value={state} onChange={({ target }) => change.mutate({ assignee, state: target.value as Work["state"] })}>
            {STATES.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
      </form>
      {change.error !== null && <p role="alert">{change.error.message}</p>}
    </section>
  );
}
