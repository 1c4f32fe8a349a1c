/** The API's address, a token, and two days -> a report on the days between them, made and kept there, and its HTML in `report.html`. */
import { writeFileSync } from "node:fs";

const [url, token, from, to] = process.argv.slice(2);
const authorization = `Bearer ${token}`;

const made = await fetch(`${url}/v1/reports`, {
  method: "POST",
  headers: { authorization, "content-type": "application/json" },
  body: JSON.stringify({ from, to }),
});
const { report, accounts, exchanges, detail } = (await made.json()) as Record<string, string | number>;
if (!made.ok) throw new Error(String(detail));
console.log(`${report}: ${accounts} accounts, ${exchanges} exchanges`);

// what may go to a partner: `marking` leaves out what may not
const page = await fetch(`${url}/v1/reports/${report}?marking=partner`, { headers: { authorization, accept: "text/html" } });
writeFileSync("report.html", await page.text());
