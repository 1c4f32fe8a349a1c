/** The style sheet's colours -> numbers for the canvas, and again whenever light and dark change. */
import { useEffect, useState } from "react";
import type { Rgb } from "../map/frame.js";
import { rampOf } from "../map/looks.js";
import type { Theme } from "../map/picture.js";
import { familyColour } from "../shared/words.js";

export interface Colours extends Theme {
  /** By status. */
  statuses: readonly Rgb[];
  /** From the earliest to the latest, and one more for those that nobody knows. */
  ramp: readonly Rgb[];
}

export const RAMP_STEPS = 24;
const RAMP = ["var(--ramp-first)", "var(--ramp-middle)", "var(--ramp-last)"];

function readColours(families: readonly string[]): Colours {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const read = (colour: string): Rgb => {
    probe.style.color = colour;
    const [r, g, b] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? ["0", "0", "0"]).map(Number);
    return [r, g, b];
  };
  const colours: Colours = {
    ground: read("var(--ground)"),
    disc: read("var(--raised)"),
    ink: read("var(--text)"),
    families: [...families.map((family) => read(familyColour(family))), read("var(--line-strong)")],
    statuses: [read("var(--status-active)"), read("var(--status-suspended)"), read("var(--status-closed)")],
    ramp: [...rampOf(RAMP.map(read), RAMP_STEPS), read("var(--line-strong)")],
  };
  probe.remove();
  return colours;
}

export function useColours(families: readonly string[] | undefined): Colours | null {
  const [colours, setColours] = useState<Colours | null>(null);
  useEffect(() => {
    if (families === undefined) return undefined;
    const read = (): void => setColours(readColours(families));
    read();
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", read);
    return () => {
      observer.disconnect();
      dark.removeEventListener("change", read);
    };
  }, [families]);
  return colours;
}
