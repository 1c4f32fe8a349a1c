/** What was said of clusters, links and accounts: by whom, why, and how it is taken back. */
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { z } from "zod";
import type { judgementItem } from "../../../contract/api/knowledge.js";
import { ask, askJson, pathOf } from "../../lib/api.js";
import { timeText } from "../../lib/format.js";
import { queryClient } from "../../lib/queries.js";
import { Problem } from "../../parts/states.js";
import { say } from "../../parts/toasts.js";
import { useMay } from "../../resources/session.js";

type Judgement = z.infer<typeof judgementItem>;

export function Judgements(): ReactNode {
  const { data, error } = useQuery({
    queryKey: ["judgements"],
    queryFn: async ({ signal }) => (await askJson<{ items: Judgement[] }>("/v1/judgements?limit=50", { signal })).items,
  });
  const isAnalyst = useMay()("analyst");
  const withdraw = useMutation({
    mutationFn: (id: string) =>
      ask(pathOf("/v1/judgements/{}/withdraw", id), { method: "POST", body: { reason: "withdrawn in the workbench" } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["judgements"] }),
    onError: (failure) => say(failure.message, true),
  });
  return (
    <section className="panel" aria-label="Judgements">
      <h2>Judgements, the latest fifty</h2>
      <Problem error={error} />
      {data?.length === 0 && <p>Nobody judged anything yet: J judges what is selected.</p>}
      {data !== undefined && data.length > 0 && (
        <div className="scroll-x">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">Of</th>
                <th scope="col">Verdict</th>
                <th scope="col">Why</th>
                <th scope="col">Stands</th>
              </tr>
            </thead>
            <tbody>
              {data.map(({ judgement, at, analyst, about, verdict, reason, withdrawn }) => (
                <tr key={judgement}>
                  <td>{timeText(at)}</td>
                  <td>{analyst}</td>
                  <td>{aboutText(about)}</td>
                  <td>{verdict}</td>
                  <td>{reason}</td>
                  <td>
                    {withdrawn ? (
                      "withdrawn"
                    ) : (
                      <button
                        type="button"
                        className="btn"
                        disabled={!isAnalyst || withdraw.isPending}
                        onClick={() => withdraw.mutate(judgement)}
                      >
                        Withdraw
                        <span className="sr-only">
                          {" "}
                          what {analyst} said of {aboutText(about)}
                        </span>
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function aboutText(about: Judgement["about"]): string {
  const { type, cluster, operator, a, b, account } = about as Record<string, string>;
  if (type === "link") return `${a} with ${b}`;
  if (type === "innocence") return `${account}: innocent`;
  return type === "attribution" ? `${cluster}: ${operator}’s` : `${cluster}: fraudulent`;
}
