/** A program that holds the data folder of its argument and answers for it on its socket, until it is told to end, or killed. */
import { openFolder } from "../../../dist/src/adapters/folder.js";
import { answerStore } from "../../../dist/src/adapters/socket/server.js";
import { keyCheck } from "../../../dist/src/indicator/normalise/pseudonym.js";

const [, , dir] = process.argv;
const { store, key } = await openFolder(dir);
const answering = await answerStore(store, dir, keyCheck(key));
process.once("disconnect", async () => {
  await answering.close();
  await store.close();
});
process.send("ready");
