/** A command that has a key is done as by its key: who takes the key takes the command. */

/** After the dialog that it was chosen in is closed. */
export function press(key: string): void {
  setTimeout(() => window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })));
}
