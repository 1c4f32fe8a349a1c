/** A data folder -> a program that holds it and answers for it. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface Holder {
  end(): Promise<void>;
  /** It stands still while `ask` is asked, and then it is no more. Returns what was answered. */
  kill<T>(ask: () => Promise<T>): Promise<T>;
}

export async function startHolder(dir: string, env: NodeJS.ProcessEnv): Promise<Holder> {
  const child = fork(fileURLToPath(new URL("holder.mjs", import.meta.url)), [dir], { env: { ...process.env, ...env } });
  const exited = once(child, "exit");
  await Promise.race([
    once(child, "message"),
    exited.then(() => {
      throw new Error(`the holder of ${dir} ended before it was ready`);
    }),
  ]);
  return {
    async end() {
      child.disconnect();
      await exited;
    },
    async kill(ask) {
      child.kill("SIGSTOP");
      const answer = ask();
      child.kill("SIGKILL");
      await exited;
      return await answer;
    },
  };
}
