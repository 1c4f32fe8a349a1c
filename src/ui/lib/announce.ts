/** What happened -> the live region, for who does not see it. */

const REGION = "announcements";

export const announcementsId = REGION;

/** The same text twice is said twice. */
export function announce(text: string): void {
  const region = document.getElementById(REGION);
  if (region === null) return;
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = text;
  });
}
