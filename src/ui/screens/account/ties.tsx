/** An account's ties, the strongest first; arrows walk them, and each shows what it is made of. */
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { Link } from "wouter";
import { announce } from "../../lib/announce.js";
import { bitsText, counted, several, shareText } from "../../lib/format.js";
import { Waterfall } from "../../parts/waterfall.js";
import { type AccountDetail, useFamilyOf } from "../../resources/accounts.js";
import { useMay } from "../../resources/session.js";

const JudgeDialog = lazy(async () => ({ default: (await import("../../tray/judge-dialog.js")).JudgeDialog }));

interface Given {
  account: AccountDetail;
  onWhy(other: string): void;
}

export function Ties({ account: { account, cluster, ties, ties_total }, onWhy }: Given): ReactNode {
  const [at, setAt] = useState(0);
  const [isJudging, setIsJudging] = useState(false);
  const isAnalyst = useMay()("analyst");
  const familyOf = useFamilyOf(cluster);
  const list = useRef<HTMLDivElement>(null);
  if (ties.length === 0)
    return (
      <section className="panel">
        <h2>Ties</h2>
        <p>No link ties it to anybody: nothing that it shares is rare enough.</p>
      </section>
    );
  const go = (next: number): void => {
    const to = Math.max(0, Math.min(ties.length - 1, next));
    setAt(to);
    list.current?.querySelectorAll<HTMLElement>('[role="option"]')[to]?.focus();
    const { account: other, bits } = ties[to];
    announce(`${other}, ${bitsText(bits)} bits, ${to + 1} of ${ties.length}`);
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(at + step);
  };
  const { account: other, evidence, probability } = ties[Math.min(at, ties.length - 1)];
  return (
    <section className="panel">
      <h2>
        {several(ties_total, "tie")}
        {ties.length < ties_total ? `, the strongest ${counted(ties.length)} of them` : ", the strongest first"}
      </h2>
      <div className="ties">
        <div className="ties-list" role="listbox" aria-label="Ties, the strongest first" ref={list}>
          {ties.map((tie, i) => (
            <div
              key={tie.account}
              role="option"
              aria-selected={i === at}
              tabIndex={i === at ? 0 : -1}
              onClick={() => setAt(i)}
              onKeyDown={onKey}
              className="ties-row"
            >
              <span className="clip">{tie.account}</span>
              <span className="number">{bitsText(tie.bits)}</span>
            </div>
          ))}
        </div>
        <div className="stack">
          <p className="row">
            <strong className="clip">
              <Link href={`/accounts/${encodeURIComponent(other)}`}>{other}</Link>
            </strong>
            <span className="muted">one hand’s with {shareText(probability)}</span>
            <button type="button" className="btn quiet" onClick={() => onWhy(other)}>
              Why these two
            </button>
            <button type="button" className="btn quiet" disabled={!isAnalyst} onClick={() => setIsJudging(true)}>
              Judge this link …
            </button>
          </p>
          <Waterfall
            label={`Evidence for ${account} and ${other}`}
            bars={evidence.map(({ kind, value, bits }) => ({
              key: `${kind} ${value}`,
              label: kind,
              bits,
              detail: value,
              family: familyOf(kind),
            }))}
          />
        </div>
      </div>
      <Suspense>
        {isJudging && (
          <JudgeDialog
            selection={{ clusters: [], accounts: [account, other], label: `${account} and ${other}` }}
            onClose={() => setIsJudging(false)}
          />
        )}
      </Suspense>
    </section>
  );
}
