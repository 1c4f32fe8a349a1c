/** The GraphStore contract on a store over the socket of its data folder. */
import { afterAll, describe } from "vitest";
import { auditLogContract } from "../../contracts/audit-log.js";
import { graphStoreContract } from "../../contracts/graph-store.js";
import { runHistoryContract } from "../../contracts/run-history.js";
import { folders, type Held, hold } from "./held.js";

describe("the GraphStore over a socket", () => {
  const dirs = folders();
  let dir = "";
  let held: Held | null = null;
  const end = async () => {
    await held?.close();
    held = null;
  };
  const again = async (keyCheck?: string, zone?: string) => {
    await end();
    held = await hold(dir);
    return await held.client(keyCheck, zone);
  };
  const fresh = async (zone?: string) => {
    await end();
    dir = dirs.make();
    held = await hold(dir, { zone });
    return await held.client();
  };
  afterAll(() => dirs.remove());

  graphStoreContract({ fresh, again, end });
  runHistoryContract({ fresh, again, end }, { histories: 3 });
  auditLogContract({ fresh, again, end });
});
