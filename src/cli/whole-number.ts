/** An option's text -> the whole number that it says, or an error that names the option. */
import { UsageError } from "../errors.js";

export const wholeNumber =
  (option: string, otherwise = "") =>
  (text: string): number => {
    if (!/^\d{1,15}$/.test(text)) throw new UsageError(`${option} wants a whole number${otherwise}, not ${JSON.stringify(text)}`);
    return Number(text);
  };
