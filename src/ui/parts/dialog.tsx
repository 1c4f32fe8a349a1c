/** A dialog of the browser's own: it keeps the focus, ends with Escape, and gives the focus back. */
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from "react";

interface Given {
  title: string;
  onClose(): void;
  /** Where it is a form. */
  onSubmit?(): void;
  className?: string;
  children: ReactNode;
}

export function Dialog({ title, onClose, onSubmit, className = "", children }: Given): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const shown = dialog.current!;
    if (!shown.open) shown.showModal();
    return () => shown.close();
  }, []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <dialog ref={dialog} className={className} aria-labelledby={heading} onClose={onClose}>
      <form className="dialog-body" onSubmit={submit}>
        <h1 id={heading}>{title}</h1>
        {children}
      </form>
    </dialog>
  );
}
