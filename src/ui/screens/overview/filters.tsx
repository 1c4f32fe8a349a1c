/** What narrows the list of clusters. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { counted } from "../../lib/format.js";
import { operatorsQuery } from "../../resources/operators.js";
import { sessionQuery } from "../../resources/session.js";
import { isNarrowed, OVERVIEW_AT_FIRST, type OverviewAsked } from "../../state/overview.js";

interface Given {
  asked: OverviewAsked;
  changed: number | undefined;
  all: number | undefined;
  onAsk(patch: Partial<OverviewAsked>): void;
}

const DISPOSITIONS = ["fraudulent", "unclear", "benign"];
const STATES = ["new", "looked at", "planned", "closed"];
/** Who types goes on typing. */
const TYPING_MS = 250;

export function Filters({ asked, changed, all, onAsk }: Given): ReactNode {
  const operators = useQuery(operatorsQuery);
  const session = useQuery(sessionQuery);
  const me = session.data?.name ?? "";
  return (
    <search className="filters" aria-label="Filters">
      <fieldset className="row">
        <legend className="sr-only">Which clusters</legend>
        <button type="button" className="btn" aria-pressed={asked.show === "changed"} onClick={() => onAsk({ show: "changed" })}>
          Since yesterday <span className="muted">{changed === undefined ? "" : counted(changed)}</span>
        </button>
        <button type="button" className="btn" aria-pressed={asked.show === "all"} onClick={() => onAsk({ show: "all" })}>
          All <span className="muted">{all === undefined ? "" : counted(all)}</span>
        </button>
      </fieldset>
      <Typed label="Id or operator" placeholder="Id or operator" value={asked.text} onType={(text) => onAsk({ text })} />
      <Choice label="Called" value={asked.disposition} options={DISPOSITIONS} onChoose={(disposition) => onAsk({ disposition })} />
      <Choice label="Work" value={asked.state} options={STATES} onChoose={(state) => onAsk({ state })} />
      <Choice
        label="Operator"
        value={asked.operator}
        options={operators.data?.map(({ operator }) => operator) ?? []}
        onChoose={(operator) => onAsk({ operator })}
      />
      <Typed
        label="Accounts at least"
        placeholder="Accounts ≥"
        value={asked.minSize}
        onType={(text) => onAsk({ minSize: text.replace(/\D/g, "").slice(0, 6) })}
      />
      {me !== "" && (
        <button
          type="button"
          className="btn"
          aria-pressed={asked.assignee === me}
          onClick={() => onAsk({ assignee: asked.assignee === me ? "" : me })}
        >
          Mine
        </button>
      )}
      {isNarrowed(asked) && (
        <button type="button" className="btn quiet" onClick={() => onAsk({ ...OVERVIEW_AT_FIRST, show: asked.show, sort: asked.sort })}>
          Clear
        </button>
      )}
    </search>
  );
}

interface ChoiceGiven {
  label: string;
  value: string;
  options: readonly string[];
  onChoose(value: string): void;
}

function Choice({ label, value, options, onChoose }: ChoiceGiven): ReactNode {
  const all = value === "" || options.includes(value) ? options : [value, ...options];
  return (
    <select aria-label={label} className={value === "" ? "muted" : ""} value={value} onChange={(event) => onChoose(event.target.value)}>
      <option value="">{label}: any</option>
      {all.map((each) => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </select>
  );
}

interface TypedGiven {
  label: string;
  placeholder: string;
  value: string;
  onType(text: string): void;
}

function Typed({ label, placeholder, value, onType }: TypedGiven): ReactNode {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onType(text), TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
