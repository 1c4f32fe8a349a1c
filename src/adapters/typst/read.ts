/** A PDF of a report -> the JSON that it carries and the text that a reader sees, by Mozilla's reader of PDFs. */
import { getDocumentProxy } from "unpdf";
import { PermanentError } from "../../errors.js";
import type { PdfRead } from "../../ports/reports/typesetter.js";

interface Item {
  type?: string;
  tag?: string;
  str?: string;
}

/** What repeats on pages (their heads, feet and the heads of tables that go on) is marked as no content, and left out. */
export async function readPdf(pdf: Uint8Array): Promise<PdfRead> {
  const document = await getDocumentProxy(new Uint8Array(pdf)).catch((cause: unknown) => {
    throw new PermanentError("this is no PDF that can be read: give the file as it was made", { cause });
  });
  const attached = (await document.getAttachments()) as Record<string, { content: Uint8Array }> | null;
  const carried = attached?.["report.json"]?.content;
  const texts: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    texts.push(content(items as Item[]));
  }
  return { json: carried ? Buffer.from(carried).toString("utf8") : null, text: texts.join(" ") };
}

function content(items: readonly Item[]): string {
  const open: boolean[] = [];
  let text = "";
  for (const { type, tag, str } of items) {
    if (type === "beginMarkedContent" || type === "beginMarkedContentProps") open.push(tag === "Artifact");
    else if (type === "endMarkedContent") open.pop();
    else if (!open.includes(true)) text += `${str ?? ""} `;
  }
  return text;
}
