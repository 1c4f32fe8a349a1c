/** Tokens: made, shown this once, and revoked. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import type { z } from "zod";
import type { tokenItem, tokenMade } from "../../../contract/api/knowledge.js";
import { ask, askJson, pathOf } from "../../lib/api.js";
import { timeText } from "../../lib/format.js";
import { queryClient } from "../../lib/queries.js";
import { Problem } from "../../parts/states.js";

type Token = z.infer<typeof tokenItem>;
const ROLES = ["viewer", "analyst", "approver", "admin"];

export function Tokens(): ReactNode {
  const { data, error } = useQuery({
    queryKey: ["tokens"],
    queryFn: async ({ signal }) => (await askJson<{ items: Token[] }>("/v1/tokens", { signal })).items,
  });
  const [name, setName] = useState("");
  const [role, setRole] = useState("analyst");
  const [days, setDays] = useState("30");
  const reread = () => queryClient.invalidateQueries({ queryKey: ["tokens"] });
  const make = useMutation({
    mutationFn: () =>
      askJson<z.infer<typeof tokenMade>>("/v1/tokens", {
        method: "POST",
        body: { name: name.trim(), role, days: days === "" ? null : Number(days) },
      }),
    onSuccess: reread,
  });
  const revoke = useMutation({
    mutationFn: (token: string) => ask(pathOf("/v1/tokens/{}/revoke", token), { method: "POST" }),
    onSuccess: reread,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <section className="panel stack" aria-label="Tokens">
      <h2>Tokens</h2>
      <form className="row" onSubmit={submit}>
        <input required aria-label="Whose" placeholder="Whose" value={name} onChange={(event) => setName(event.target.value)} />
        <select aria-label="Role" value={role} onChange={(event) => setRole(event.target.value)}>
          {ROLES.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <label className="row">
          for
          <input
            type="number"
            min={1}
            max={3650}
            aria-label="Days"
            placeholder="ever"
            style={{ width: "5.5rem" }}
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
          days
        </label>
        <button type="submit" className="btn" disabled={name.trim() === "" || make.isPending}>
          Make a token
        </button>
      </form>
      {make.data !== undefined && (
        <p className="note" role="status">
          {make.data.name}’s token, shown this once: <code>{make.data.secret}</code>
        </p>
      )}
      <Problem error={error ?? make.error ?? revoke.error} />
      {data !== undefined && data.length > 0 && (
        <div className="scroll-x">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Token</th>
                <th scope="col">Whose</th>
                <th scope="col">Role</th>
                <th scope="col">Made</th>
                <th scope="col">Ends</th>
                <th scope="col">Used last</th>
                <th scope="col">Stands</th>
              </tr>
            </thead>
            <tbody>
              {data.map(({ token, name: whose, role: as, created_at, created_by, expires_at, used_at, revoked_at }) => (
                <tr key={token}>
                  <td className="mono">{token}</td>
                  <td>{whose}</td>
                  <td>{as}</td>
                  <td>
                    {timeText(created_at)} by {created_by}
                  </td>
                  <td>{expires_at === null ? "never" : timeText(expires_at)}</td>
                  <td>{used_at === null ? "never" : timeText(used_at)}</td>
                  <td>
                    {revoked_at === null ? (
                      <button type="button" className="btn danger" disabled={revoke.isPending} onClick={() => revoke.mutate(token)}>
                        Revoke<span className="sr-only"> {token}</span>
                      </button>
                    ) : (
                      `revoked ${timeText(revoked_at)}`
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
