/** Which keys do what. */
import type { ReactNode } from "react";
import { Dialog } from "../parts/dialog.js";

const KEYS = [
  ["/ or Ctrl K", "search anything, or find a command"],
  ["1 to 5", "a cluster's views: anatomy, succession, matrix, map, members"],
  ["P", "plan for what is selected"],
  ["J", "judge what is selected"],
  ["R", "report on what is selected"],
  ["X", "in a view: strike the evidence in focus, and see what falls off"],
  ["U", "undo"],
  ["arrows", "walk a table, or the ties of an account, the strongest first"],
  ["Space", "select the row in focus; with Shift, all up to it"],
  ["Enter", "open what is in focus"],
  ["Esc", "close, or clear the selection"],
  ["?", "this list"],
] as const;

export function KeysHelp({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Dialog title="Keys" onClose={onClose} onSubmit={onClose}>
      <dl className="facts">
        {KEYS.map(([key, what]) => (
          <div key={key} style={{ display: "contents" }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-foot">
        <button type="submit" className="btn primary">
          Close
        </button>
      </div>
    </Dialog>
  );
}
