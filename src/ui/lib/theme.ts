/** Light or dark: as the system has it, unless somebody said otherwise here. */

const KEPT = "cautery-theme";
const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const theme = (): Theme => THEMES.find((each) => each === localStorage.getItem(KEPT)) ?? "system";

export function setTheme(wanted: Theme): void {
  if (wanted === "system") localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, wanted);
  showTheme();
}

export function showTheme(): void {
  const wanted = theme();
  if (wanted === "system") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.dataset.theme = wanted;
}
