/** What an account was seen with, each from first to last over the time that it was there at all. */
import { type ReactNode, useState } from "react";
import { counted, dayText, several, timeText } from "../../lib/format.js";
import type { AccountDetail } from "../../resources/accounts.js";

/** More are shown when asked for. */
const FEW = 60;

export function Sightings({ account: { sightings, first_seen, last_seen } }: { account: AccountDetail }): ReactNode {
  const [most, setMost] = useState(FEW);
  const [from, to] = [Date.parse(first_seen), Date.parse(last_seen)];
  const share = (time: string): number => (to === from ? 0 : (100 * (Date.parse(time) - from)) / (to - from));
  if (sightings.length === 0)
    return (
      <section className="panel">
        <h2>Seen with</h2>
        <p>Nothing that is kept.</p>
      </section>
    );
  return (
    <section className="panel">
      <h2>
        Seen with {several(sightings.length, "value")}, {dayText(first_seen)} – {dayText(last_seen)}
      </h2>
      <div className="scroll-x">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">Value</th>
              <th scope="col" className="number">
                Times
              </th>
              <th scope="col">First</th>
              <th scope="col">Last</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {sightings.slice(0, most).map(({ kind, value, first_seen: first, last_seen: last, count }) => (
              <tr key={`${kind} ${value}`}>
                <td>{kind}</td>
                <td className="mono sighting-value">{value}</td>
                <td className="number">{count === null ? "–" : counted(count)}</td>
                <td>{timeText(first)}</td>
                <td>{timeText(last)}</td>
                <td>
                  {first !== null && last !== null && (
                    <span className="span-track" aria-hidden="true">
                      <span style={{ left: `${share(first)}%`, right: `${100 - share(last)}%` }} />
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {most < sightings.length && (
        <p>
          <button type="button" className="btn" onClick={() => setMost(sightings.length)}>
            Show all {counted(sightings.length)}
          </button>
        </p>
      )}
    </section>
  );
}
