/** Dossiers for others: a STIX 2.1 bundle of what may go out at a marking. */
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ask } from "../../lib/api.js";
import { saveAs } from "../../lib/save-as.js";
import { Dialog } from "../../parts/dialog.js";
import { Problem } from "../../parts/states.js";
import { useMay } from "../../resources/session.js";

const MARKINGS = ["clear", "green", "amber", "amber+strict", "red"];

export function Share({ operators }: { operators: readonly { operator: string; name: string }[] }): ReactNode {
  const isAnalyst = useMay()("analyst");
  const [isOpen, setIsOpen] = useState(false);
  const [marking, setMarking] = useState("amber");
  const [hash, setHash] = useState(false);
  const [only, setOnly] = useState("");
  const share = useMutation({
    mutationFn: async () => {
      const asked = new URLSearchParams({ marking, hash: String(hash), ...(only === "" ? {} : { operator: only }) });
      saveAs(await (await ask(`/v1/operators/share?${asked}`)).blob(), `operators-${marking.replace("+", "-")}.stix.json`);
    },
    onSuccess: () => setIsOpen(false),
  });
  return (
    <>
      <button type="button" className="btn" disabled={!isAnalyst} onClick={() => setIsOpen(true)}>
        Give out STIX …
      </button>
      {isOpen && (
        <Dialog title="Give out as STIX 2.1" onClose={() => setIsOpen(false)} onSubmit={() => share.mutate()}>
          <p>What came in under a stronger marking stays at home.</p>
          <div className="row">
            <label className="field">
              <span>Marking (TLP)</span>
              <select value={marking} onChange={(event) => setMarking(event.target.value)}>
                {MARKINGS.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
            </label>
            <label className="field">
              <span>Of</span>
              <select value={only} onChange={(event) => setOnly(event.target.value)}>
                <option value="">all operators</option>
                {operators.map(({ operator, name }) => (
                  <option key={operator} value={operator}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <label className="row">
            <input type="checkbox" checked={hash} onChange={(event) => setHash(event.target.checked)} /> values as keyed hashes alone
          </label>
          <Problem error={share.error} />
          <div className="dialog-foot">
            <button type="button" className="btn" onClick={() => setIsOpen(false)}>
              Cancel
            </button>
            <button type="submit" className="btn primary" disabled={share.isPending}>
              Save the bundle
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
