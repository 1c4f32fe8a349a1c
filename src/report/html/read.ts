/** A report as HTML -> which report it is, and what a reader sees or is told of it. */
import { unescaped } from "./escape.js";

export interface HtmlRead {
  /** The report's id, or null where the file names none. */
  id: string | null;
  /** The head and the sections, what pictures show in words among them; not the way to them, which says the headings again. */
  text: string;
}

export function readHtml(html: string): HtmlRead {
  const id = /<meta name="cautery-report" content="([^"]*)">/.exec(html)?.[1];
  const body = html
    .replace(/^[\s\S]*<body>/, "")
    .replace(/<nav[\s\S]*?<\/nav>/, "")
    .replace(/<footer[\s\S]*$/, "")
    .replace(/<svg role="img" aria-label="([^"]*)"[^>]*>/g, " $1 ")
    .replace(/<\/?tspan[^>]*>/g, "")
    .replace(/<[^>]*>/g, " ");
  return { id: id === undefined ? null : unescaped(id), text: unescaped(body) };
}
