/** Nobody is signed in: how to get in, by the link or by a token. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { Problem } from "../parts/states.js";
import { signInWith } from "../resources/session.js";

export function SignIn(): ReactNode {
  const [token, setToken] = useState("");
  const [error, setError] = useState<Error | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setError(null);
    signInWith(token.trim()).catch((failure: Error) => setError(failure));
  };
  return (
    <main className="blank">
      <h1>Cautery</h1>
      <p>Nobody is signed in here.</p>
      <section className="panel stack">
        <h2>On this machine</h2>
        <p>
          Open the link that <code>cautery serve</code> printed when it began. It works once, within ten minutes. For a new one, end the
          server with Ctrl-C and start it again: nothing is lost.
        </p>
      </section>
      <Provider />
      <form className="panel stack" onSubmit={submit}>
        <h2>With a token</h2>
        <p>
          Whoever runs the server makes one: <code>cautery tokens create NAME --role analyst</code>. It is sent to this server alone, and
          not kept in the browser.
        </p>
        <label className="field">
          <span>Token</span>
          <input type="password" value={token} onChange={(event) => setToken(event.target.value)} autoComplete="off" spellCheck={false} />
        </label>
        <div>
          <button type="submit" className="btn primary" disabled={token.trim() === ""}>
            Sign in
          </button>
        </div>
        <Problem error={error} />
      </form>
    </main>
  );
}

/** Where people sign in at a provider of identities: the server sends them there, or says that it knows none. */
function Provider(): ReactNode {
  const { data } = useQuery({
    queryKey: ["provider"],
    queryFn: async ({ signal }) => (await fetch("/session/sign-in", { redirect: "manual", signal })).type === "opaqueredirect",
    retry: false,
  });
  if (!data) return null;
  return (
    <section className="panel stack">
      <h2>With your organisation</h2>
      <p>
        <a className="btn primary" href="/session/sign-in">
          Sign in there
        </a>
      </p>
    </section>
  );
}
