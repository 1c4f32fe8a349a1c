/** The formats of a report: how each is called, what its file ends with, and what it is on the wire. */

export const FORMATS = ["html", "pdf", "json", "csv", "stix", "md"] as const;
export type Format = (typeof FORMATS)[number];

export const FILE_OF: Readonly<Record<Format, string>> = {
  html: "report.html",
  pdf: "report.pdf",
  json: "report.json",
  csv: "report.csv",
  stix: "report.stix.json",
  md: "report.md",
};

/** Media types (IANA). */
export const MEDIA_OF: Readonly<Record<Format, string>> = {
  html: "text/html",
  pdf: "application/pdf",
  json: "application/json",
  csv: "text/csv",
  stix: "application/stix+json",
  md: "text/markdown",
};
