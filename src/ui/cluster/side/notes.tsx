/** What people noted on the cluster, and a note of one's own. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { announce } from "../../lib/announce.js";
import { askJson, pathOf } from "../../lib/api.js";
import { notesQuery } from "./queries.js";

export function Notes({ id }: { id: string }): ReactNode {
  const client = useQueryClient();
  const { data, error } = useQuery(notesQuery(id));
  const [text, setText] = useState("");
  const add = useMutation({
    mutationFn: (words: string) => askJson(pathOf("/v1/clusters/{}/notes", id), { method: "POST", body: { text: words } }),
    onSuccess: async () => {
      setText("");
      announce("The note is kept.");
      await client.invalidateQueries({ queryKey: notesQuery(id).queryKey });
    },
  });
  const notes = data?.items ?? [];
  return (
    <section>
      <h2>Notes{notes.length > 0 && ` (${notes.length})`}</h2>
      <form
        className="side-note"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") add.mutate(text.trim());
        }}
      >
        <textarea
          aria-label="A note"
          rows={2}
          maxLength={4_000}
          placeholder="What should the next one know?"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        {text.trim() !== "" && (
          <button type="submit" disabled={add.isPending}>
            Keep it
          </button>
        )}
      </form>
      {(error ?? add.error) !== null && <p role="alert">{(error ?? add.error)?.message}</p>}
      <ul className="side-notes">
        {notes.map(({ note, text: words, by, at }) => (
          <li key={note}>
            <p>{words}</p>
            <p className="side-muted">
              {by}, <time dateTime={at}>{at.slice(0, 16).replace("T", " ")}</time>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
