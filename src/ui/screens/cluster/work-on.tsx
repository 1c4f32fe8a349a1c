/** Who works on the cluster, and how far that is. */
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { askJson, pathOf } from "../../lib/api.js";
import type { Work } from "../../lib/clusters.js";
import { queryClient } from "../../lib/queries.js";
import { sessionQuery, useMay } from "../../lib/session.js";
import { undoStack } from "../../lib/use-cluster.js";
import { say } from "../../parts/toasts.js";

const STATES: readonly Work["state"][] = ["new", "looked at", "planned", "closed"];

export function WorkOn({ cluster }: { cluster: string }): ReactNode {
  const path = pathOf("/v1/clusters/{}/work", cluster);
  const key = ["cluster", cluster, "work"];
  const { data } = useQuery({ queryKey: key, queryFn: ({ signal }) => askJson<Work>(path, { signal }) });
  const { data: me } = useQuery(sessionQuery);
  const isAnalyst = useMay()("analyst");
  const put = async (wanted: Pick<Work, "assignee" | "state">): Promise<void> => {
    const { version } = await askJson<Work>(path);
    const { assignee, state } = wanted;
    queryClient.setQueryData(key, await askJson<Work>(path, { method: "PUT", body: { assignee, state, version } }));
    await queryClient.invalidateQueries({ queryKey: ["clusters", "work"] });
  };
  const change = useMutation({
    mutationFn: async (patch: Partial<Pick<Work, "assignee" | "state">>) => {
      const before = data!;
      await put({ ...before, ...patch });
      undoStack.push({ label: "change whose work it is", undo: () => put(before) });
    },
    onError: (error) => say(error.message, true),
  });
  if (data === undefined || me === undefined) return null;
  const isMine = data.assignee === me.name;
  return (
    <div className="row work-on">
      <button
        type="button"
        className="btn quiet"
        disabled={!isAnalyst || change.isPending}
        onClick={() => change.mutate({ assignee: isMine ? null : me.name })}
      >
        {isMine ? "Mine: leave it" : data.assignee === null ? "Take it" : `${data.assignee}’s: take it over`}
      </button>
      <select
        aria-label="How far the work on it is"
        value={data.state}
        disabled={!isAnalyst || change.isPending}
        onChange={(event) => change.mutate({ state: event.target.value as Work["state"] })}
      >
        {STATES.map((state) => (
          <option key={state} value={state}>
            {state}
          </option>
        ))}
      </select>
    </div>
  );
}
