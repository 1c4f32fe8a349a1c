/** One field for everything: what the search finds, where one can go, and what can be done. */
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useLocation } from "wouter";
import type { z } from "zod";
import type { searchResult } from "../../contract/api/accounts.js";
import { askJson } from "../lib/api.js";
import { undoLast } from "../lib/deeds.js";
import { several, shareText } from "../lib/format.js";
import { showChanges } from "../lib/live.js";
import { setTheme } from "../lib/theme.js";
import { Dialog } from "../parts/dialog.js";
import { signOut } from "../resources/session.js";
import { press } from "./press.js";

type Found = z.infer<typeof searchResult>["items"][number];

interface Choice {
  key: string;
  kind: string;
  text: string;
  more?: string;
  run(): void;
}

const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ["search", text],
    queryFn: ({ signal }) =>
      askJson<z.infer<typeof searchResult>>(`/v1/search?${new URLSearchParams({ q: text, limit: "20" })}`, { signal }),
    enabled: text !== "",
    placeholderData: keepPreviousData,
  });

export function Palette({ onClose }: { onClose: () => void }): ReactNode {
  const [, go] = useLocation();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const asked = text.trim();
  const { data, error, isFetching } = useQuery(searchQuery(asked));
  const found = asked === "" ? [] : (data?.items ?? []).map((item) => choiceOf(item, go));
  const words = asked.toLowerCase();
  const commands = commandsOf(go).filter((each) => each.text.toLowerCase().includes(words));
  const choices = [...found, ...commands];
  const chosen = Math.min(at, choices.length - 1);
  const take = (choice: Choice | undefined): void => {
    onClose();
    choice?.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setAt((chosen + step + choices.length) % choices.length);
  };
  return (
    <Dialog title="Search or command" onClose={onClose} onSubmit={() => take(choices[chosen])} className="palette">
      <input
        autoFocus
        role="combobox"
        aria-label="An id, a name, an address, a fingerprint, or a command"
        aria-expanded={choices.length > 0}
        aria-controls={list}
        aria-activedescendant={choices.length > 0 ? `${list}-${chosen}` : undefined}
        placeholder="An id, a name, an address, a fingerprint, or a command"
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div className="palette-list" role="listbox" id={list} aria-label="What was found">
        {choices.map((choice, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: focus stays in the combobox, whose keys choose (ARIA APG)
          <div key={choice.key} id={`${list}-${i}`} role="option" aria-selected={i === chosen} onClick={() => take(choice)}>
            <span className="palette-kind">{choice.kind}</span>
            <span className="clip grow">{choice.text}</span>
            <span className="muted clip">{choice.more}</span>
          </div>
        ))}
      </div>
      <p className="muted" role="status">
        {error !== null ? error.message : isFetching ? "Searching …" : choices.length === 0 ? `Nothing is known by “${asked}”.` : ""}
      </p>
    </Dialog>
  );
}

function choiceOf(item: Found, go: (to: string) => void): Choice {
  const to = (path: string, id: string) => () => go(`${path}/${encodeURIComponent(id)}`);
  switch (item.type) {
    case "account":
      return {
        key: `a ${item.account}`,
        kind: "account",
        text: item.account,
        more: item.cluster ?? "in no cluster",
        run: to("/accounts", item.account),
      };
    case "cluster":
      return {
        key: `c ${item.cluster}`,
        kind: "cluster",
        text: item.cluster,
        more: `${several(item.size, "account")}, ${item.disposition} ${shareText(item.score)}`,
        run: to("/clusters", item.cluster),
      };
    case "operator":
      return { key: `o ${item.operator}`, kind: "operator", text: item.name, more: item.operator, run: to("/operators", item.operator) };
    case "indicator":
      return {
        key: `i ${item.kind} ${item.value} ${item.cluster}`,
        kind: item.kind,
        text: item.value,
        more: `${several(item.accounts, "account")} of ${item.cluster}`,
        run: to("/clusters", item.cluster),
      };
  }
}

function commandsOf(go: (to: string) => void): Choice[] {
  const place = (name: string, path: string): Choice => ({ key: path, kind: "go to", text: name, run: () => go(path) });
  const deed = (text: string, run: () => void, more = ""): Choice => ({ key: text, kind: "do", text, more, run });
  return [
    place("Overview", "/"),
    place("Operators", "/operators"),
    place("Batches and appeals", "/batches"),
    place("Reports", "/reports"),
    place("Settings: people, tokens, health, runs", "/settings"),
    deed("Plan for what is selected", () => press("p"), "P"),
    deed("Judge what is selected", () => press("j"), "J"),
    deed("Report on what is selected", () => press("r"), "R"),
    deed("Undo", () => void undoLast(), "U"),
    deed("Show what changed", showChanges),
    deed("Keys", () => press("?"), "?"),
    deed("Print this screen", () => window.print()),
    deed("Light colours", () => setTheme("light")),
    deed("Dark colours", () => setTheme("dark")),
    deed("Sign out", () => void signOut()),
  ];
}
