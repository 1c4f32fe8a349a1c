/** Why two accounts are one hand's: what their link is made of, or the strongest way between them where they have none. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { Link } from "wouter";
import type { z } from "zod";
import type { pairExplained, pathFound } from "../../../contract/api/accounts.js";
import { askJson, pathOf } from "../../lib/api.js";
import { bitsText, several, shareText } from "../../lib/format.js";
import { Problem } from "../../parts/states.js";
import { Waterfall } from "../../parts/waterfall.js";

type Pair = z.infer<typeof pairExplained>;
type Path = z.infer<typeof pathFound>;

const pairQuery = (a: string, b: string) =>
  queryOptions({
    queryKey: ["account", a, "with", b],
    queryFn: async ({ signal }): Promise<{ pair: Pair; path: Path | null }> => {
      const pair = await askJson<Pair>(pathOf("/v1/accounts/{}/links/{}", a, b), { signal });
      const [of, others] = pair.clusters;
      const isNear = !pair.linked && of !== null && of === others;
      return { pair, path: isNear ? await askJson<Path>(pathOf("/v1/accounts/{}/path/{}", a, b), { signal }) : null };
    },
    enabled: b !== "" && a !== b,
    retry: false,
  });

export function WhyTheseTwo({ account, other, onOther }: { account: string; other: string; onOther: (other: string) => void }): ReactNode {
  const [text, setText] = useState(other);
  useEffect(() => setText(other), [other]);
  const { data, error } = useQuery(pairQuery(account, other));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onOther(text.trim());
  };
  return (
    <section className="panel stack">
      <h2>Why these two</h2>
      <form className="row" onSubmit={submit}>
        <input
          className="grow"
          aria-label="The other account’s id"
          placeholder="The other account’s id"
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="btn">
          Explain
        </button>
      </form>
      <Problem error={error} />
      {data !== undefined && <Told {...data} />}
    </section>
  );
}

function Told({ pair: { linked, evidence, probability, bits, a, b }, path }: { pair: Pair; path: Path | null }): ReactNode {
  if (linked)
    return (
      <>
        <p>
          Linked by {bitsText(bits ?? 0)} bits: one hand’s with {probability === null ? "–" : shareText(probability)}.
        </p>
        <Waterfall
          label={`Evidence for ${a} and ${b}`}
          bars={evidence.map(({ kind, value, bits: each }) => ({ key: `${kind} ${value}`, label: kind, bits: each, detail: value }))}
        />
      </>
    );
  if (path === null || path.steps.length === 0) return <p>Nothing links these two, and no way of links leads from one to the other.</p>;
  return (
    <>
      <p>
        No link of their own. The strongest way has {several(path.steps.length, "step")}, the weakest of {bitsText(path.weakest_bits ?? 0)}{" "}
        bits:
      </p>
      <ol className="stack">
        {path.steps.map((step) => (
          <li key={`${step.a} ${step.b}`}>
            <p>
              <Link href={`/accounts/${encodeURIComponent(step.a)}`}>{step.a}</Link> –{" "}
              <Link href={`/accounts/${encodeURIComponent(step.b)}`}>{step.b}</Link>
            </p>
            <Waterfall
              label={`Evidence for ${step.a} and ${step.b}`}
              bars={step.evidence.map(({ kind, value, bits: each }) => ({
                key: `${kind} ${value}`,
                label: kind,
                bits: each,
                detail: value,
              }))}
            />
          </li>
        ))}
      </ol>
    </>
  );
}
