/** What the process that sets pages is told. Files are given in memory; none is read but the fonts. */
export interface TypesettingJob {
  /** A folder that the template is as if it lay in. */
  root: string;
  template: string;
  /** The folder of the fonts. */
  fonts: string;
  layout: string;
  json: string;
  /** Seconds since 1970. */
  at: number;
}
