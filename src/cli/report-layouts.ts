/** What this machine can lay reports out with: for the commands that write and read them. */
import type { Layouts } from "../app/report/render.js";

export async function openLayouts(): Promise<Layouts> {
  const missing = "it is not built in yet";
  return { html: { missing }, pdf: { missing } };
}
