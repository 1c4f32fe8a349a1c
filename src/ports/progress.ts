/** How far long work has come, for whoever waits for it. */

export interface Progress {
  /** A stage begins: `stage` is what is being done. */
  stage(stage: string): void;
  /** How far it is, in words. */
  tell(text: string): void;
  done(): void;
}

export const silent: Progress = { stage() {}, tell() {}, done() {} };
