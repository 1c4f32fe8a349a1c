/** A value's 64-bit key -> the text that analysts see. */
import { formatAddress, formatPrefix } from "../event/address.js";
export function hex64(hi, lo) {
    return hi.toString(16).padStart(8, "0") + lo.toString(16).padStart(8, "0");
}
/** Null where the text itself is kept beside the key. */
export const KEY_TEXT = {
    text: null,
    token: hex64,
    simhash: hex64,
    address: formatAddress,
    prefix: formatPrefix,
};
//# sourceMappingURL=text.js.map