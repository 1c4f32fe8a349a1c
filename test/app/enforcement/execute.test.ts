/** The contract of carrying out batches, in a data folder, by this process. */
import { enforcementContract } from "../../contracts/enforcement.js";
import { team } from "./team.js";

enforcementContract(team, { ordered: true });
