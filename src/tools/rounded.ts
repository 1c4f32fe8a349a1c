/** A number -> the same to four decimals: as many as anybody reads. */
export const rounded = (x: number): number => Math.round(x * 10_000) / 10_000;
