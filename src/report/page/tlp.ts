/** The Traffic Light Protocol 2.0 (FIRST 2022) -> the colour that each marking is written in, on black. */
export const TLP_COLOURS: Readonly<Record<string, string>> = {
  "TLP:CLEAR": "#ffffff",
  "TLP:GREEN": "#33ff00",
  "TLP:AMBER": "#ffc000",
  "TLP:AMBER+STRICT": "#ffc000",
  "TLP:RED": "#ff2b2b",
};
