/** Where the cluster came from: ids that led to it, and what became of it run by run. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { whole } from "../shared/words.js";
import { lineageQuery } from "./queries.js";

const TOLD = 6;

export function Came({ id }: { id: string }): ReactNode {
  const { data, error } = useQuery(lineageQuery(id));
  return (
    <section>
      <h2>Lineage</h2>
      {error !== null && <p role="alert">{error.message}</p>}
      {data !== undefined && (
        <>
          {data.former.length + data.split.length + data.changes.length === 0 && <p>Nothing has changed since it was found.</p>}
          {data.former.length > 0 && <p>Was {data.former.join(", ")}.</p>}
          {data.split.length > 0 && <p>Split from it: {data.split.join(", ")}.</p>}
          <ul className="side-changes">
            {data.changes.slice(0, TOLD).map(({ run, at, type, from, joined, left }) => (
              <li key={`${run} ${type} ${from.join()}`}>
                <time dateTime={at}>{at.slice(0, 10)}</time>
                <span>
                  {type}
                  {from.length > 0 && ` from ${from.join(", ")}`}
                  {joined > 0 && `, ${whole(joined)} joined`}
                  {left > 0 && `, ${whole(left)} left`}
                </span>
              </li>
            ))}
          </ul>
          {data.changes.length > TOLD && <p className="side-muted">and {whole(data.changes.length - TOLD)} changes before</p>}
        </>
      )}
    </section>
  );
}
