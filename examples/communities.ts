/** A graph of one's own -> its communities, by the map equation. Nothing is stored. */
import { communitiesOf } from "cautery";

const friends = [
  ["ada", "ben"],
  ["ben", "cleo"],
  ["cleo", "ada"],
  ["dan", "eve", 2],
  ["eve", "finn", 2],
  ["finn", "dan", 2],
  ["cleo", "dan", 0.5], // the only tie between the two circles
] as const;
for (const members of communitiesOf(friends)) console.log(members.join(", "));
