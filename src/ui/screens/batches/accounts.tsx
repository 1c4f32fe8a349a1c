/** A batch's accounts, each with what became of it: those that are chosen can be given back. */
import { type ReactNode, useMemo, useState } from "react";
import { Link } from "wouter";
import type { BatchAccountRow } from "../../../contract/batch.js";
import { several, timeText } from "../../lib/format.js";
import { type Column, VirtualTable } from "../../parts/virtual-table.js";
import type { BatchDetail } from "../../resources/batches.js";

interface Given {
  batch: BatchDetail;
  chosen: ReadonlySet<string>;
  onChoose(chosen: ReadonlySet<string>): void;
}

export function Accounts({ batch: { accounts }, chosen, onChoose }: Given): ReactNode {
  const [text, setText] = useState("");
  const [outcome, setOutcome] = useState("");
  const rows = useMemo(
    () => accounts.filter((row) => row.account.includes(text) && (outcome === "" || row.outcome === outcome)),
    [accounts, text, outcome],
  );
  const outcomes = useMemo(() => [...new Set(accounts.map((row) => row.outcome))].sort(), [accounts]);
  const flip = (account: string): void => {
    const next = new Set(chosen);
    if (!next.delete(account)) next.add(account);
    onChoose(next);
  };
  const columns: Column<BatchAccountRow>[] = [
    {
      key: "choose",
      head: "Selected",
      silent: true,
      width: "18px",
      cell: ({ account }) => (
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Choose ${account}`}
          checked={chosen.has(account)}
          onChange={() => flip(account)}
        />
      ),
    },
    {
      key: "account",
      head: "Account",
      width: "minmax(9rem, 1fr)",
      cell: ({ account }) => (
        <Link href={`/accounts/${encodeURIComponent(account)}`} tabIndex={-1} title={account}>
          {account}
        </Link>
      ),
    },
    { key: "measure", head: "Measure", width: "6rem", cell: ({ measure }) => measure },
    { key: "outcome", head: "Outcome", width: "6.5rem", cell: ({ outcome: became }) => became },
    { key: "at", head: "When", width: "8.6rem", cell: ({ at }) => timeText(at) },
    {
      key: "why",
      head: "Why, and what came after",
      width: "minmax(10rem, 1.6fr)",
      cell: ({ why, restored }) => (restored ? `given back: ${restored.outcome}, ${timeText(restored.at)}` : (why ?? "")),
    },
  ];
  return (
    <section className="batch-accounts" aria-label="Accounts">
      <div className="filters">
        <input type="search" aria-label="Account" placeholder="Account" value={text} onChange={(event) => setText(event.target.value)} />
        <select aria-label="Outcome" value={outcome} onChange={(event) => setOutcome(event.target.value)}>
          <option value="">Outcome: any</option>
          {outcomes.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <span className="muted grow">
          {several(rows.length, "account")}
          {chosen.size > 0 ? `, ${chosen.size} chosen` : ""}
        </span>
      </div>
      <div className="batch-rows">
        <VirtualTable
          label="Accounts of the batch"
          rows={rows}
          columns={columns}
          keyOf={({ account }) => account}
          rowHeight={30}
          isChosen={({ account }) => chosen.has(account)}
          onChoose={({ account }) => flip(account)}
        />
      </div>
    </section>
  );
}
