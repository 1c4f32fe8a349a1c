/** What is to be signed, and a person's key file -> a signature, made in this page: neither the file nor the key leaves it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type Claim, keyOfFile, type PersonKey, type Signature, signClaim, statementOf } from "../../lib/signing.js";
import { Dialog } from "../../parts/dialog.js";
import { Problem } from "../../parts/states.js";
import { peopleQuery } from "../../resources/batches.js";

export interface ToSign {
  title: string;
  /** In words, what comes of it. */
  words: string;
  /** The act wants a reason, which is signed too. */
  wantsReason?: boolean;
  claim(reason: string): Claim | Promise<Claim>;
  send(signed: Signature, reason: string): Promise<unknown>;
}

export function SignDialog({ toSign, onClose }: { toSign: ToSign; onClose: () => void }): ReactNode {
  const { title, words, wantsReason = false, claim, send } = toSign;
  const people = useQuery(peopleQuery);
  const [key, setKey] = useState<PersonKey | null>(null);
  const [wrong, setWrong] = useState<Error | null>(null);
  const [reason, setReason] = useState("");
  const who = key === null ? undefined : people.data?.find((person) => person.key === key.publicKey);
  const sign = useMutation({
    mutationFn: async () => {
      const what = await claim(reason);
      await send(await signClaim(key!, what, who!.name, new Date().toISOString()), reason);
    },
    onSuccess: onClose,
  });
  const choose = async (file: File | undefined): Promise<void> => {
    setKey(null);
    setWrong(null);
    if (file === undefined) return;
    try {
      setKey(await keyOfFile(await file.text()));
    } catch (error) {
      setWrong(error as Error);
    }
  };
  return (
    <Dialog title={title} onClose={onClose} onSubmit={() => sign.mutate()}>
      <p>{words}</p>
      {wantsReason && (
        <label className="field">
          <span>Why, as it will stand in the record</span>
          <textarea required maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
      )}
      <label className="field">
        <span>Your key file (.pem): read in this page alone, neither sent nor kept</span>
        <input type="file" accept=".pem" onChange={(event) => void choose(event.target.files?.[0])} />
      </label>
      <Problem error={wrong} />
      {key !== null && who === undefined && people.data !== undefined && (
        <p className="note warn" role="alert">
          Nobody is enrolled with this key: <code>cautery people add NAME --role approver --key FILE</code> enrols somebody.
        </p>
      )}
      {who !== undefined && <Statement claim={claim} reason={reason} name={who.name} role={who.role} />}
      <Problem error={sign.error} />
      <div className="dialog-foot">
        <button type="button" className="btn" onClick={onClose}>
          Cancel
        </button>
        <button
          type="submit"
          className="btn primary"
          disabled={who === undefined || sign.isPending || (wantsReason && reason.trim() === "")}
        >
          {who === undefined ? "Sign" : `Sign as ${who.name}`}
        </button>
      </div>
    </Dialog>
  );
}

interface StatementGiven extends Pick<ToSign, "claim"> {
  reason: string;
  name: string;
  role: string;
}

/** What the signature will be of, word for word but for the moment. */
function Statement({ claim, reason, name, role }: StatementGiven): ReactNode {
  const { data } = useQuery({
    queryKey: ["claim", name, reason],
    queryFn: async () => statementOf(await claim(reason), name, "…"),
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <div className="field">
      <span>
        {name} ({role}) signs
      </span>
      <code className="statement">{data}</code>
    </div>
  );
}
