/** What the bench does inside of the page: it acts as a hand does, waits for what follows, and tells how long that took. */

/** A script that gives the page `watched`; each time is from the event to the frame after what follows it. */
export const WATCH = `
globalThis.watched = (() => {
  const tasks = [];
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) tasks.push(duration); }).observe({ type: "longtask" });
  const frame = () => new Promise((done) => requestAnimationFrame(() => done(performance.now())));
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const canvas = () => document.querySelector("canvas[data-drawn]");
  const drawn = () => Number(canvas()?.dataset.drawn ?? 0);
  /** The moment at which the test first holds, looked at in every frame. */
  const when = async (test) => {
    const given = performance.now() + 30000;
    while (!test()) {
      await frame();
      if (performance.now() > given) throw new Error("nothing came of it within 30 s: " + test);
    }
    return await frame();
  };
  const until = async (act, selector, key) => {
    const begun = performance.now();
    act();
    if (key !== null) {
      await when(() => location.pathname.startsWith("/clusters/"));
      await when(() => document.querySelector(".cluster-views") !== null);
      window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }
    return (await when(() => document.querySelector(selector) !== null)) - begun;
  };
  const at = (element, type, x, y, more = {}) => {
    const box = element.getBoundingClientRect();
    const all = { bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, button: 0, clientX: box.left + x, clientY: box.top + y, ...more };
    element.dispatchEvent(type === "wheel" ? new WheelEvent(type, all) : new PointerEvent(type, all));
  };
  const hands = () => document.querySelector(".map-hands");
  /** Synthetic pointers cannot be captured. */
  Element.prototype.setPointerCapture = () => {};
  const paced = async (how, frames) => {
    const gaps = [];
    let last = null;
    const observer = new MutationObserver(() => {
      const now = performance.now();
      if (last !== null) gaps.push(now - last);
      last = now;
    });
    observer.observe(canvas(), { attributes: true, attributeFilter: ["data-drawn"] });
    if (how === "pan") at(hands(), "pointerdown", 400, 300, { buttons: 1 });
    for (let i = 0; i < frames; i++) {
      await frame();
      if (how === "pan") at(hands(), "pointermove", 400 + 120 * Math.sin(i / 12), 300 + 80 * Math.cos(i / 12), { buttons: 1 });
      else at(canvas(), "wheel", 450, 300, { deltaY: i % 80 < 40 ? -60 : 60 });
    }
    if (how === "pan") at(hands(), "pointerup", 400, 300);
    await pause(400);
    observer.disconnect();
    return gaps.slice(2);
  };
  const acts = {
    filter: async () => {
      const label = document.querySelector(".map-label");
      const before = drawn();
      const begun = performance.now();
      label.click();
      return (await when(() => drawn() > before)) - begun;
    },
    hover: async (i) => {
      const begun = performance.now();
      at(hands(), "pointermove", 300 + ((i * 37) % 260), 250 + ((i * 53) % 200));
      // the page has taken the event, and laid out what follows, when this is back
      document.querySelector(".tip")?.getBoundingClientRect();
      await Promise.resolve();
      return performance.now() - begun;
    },
    brush: async (i) => {
      const ground = document.querySelector(".brush-ground");
      const chips = () => document.querySelector(".brush-span")?.getAttribute("width");
      const before = chips();
      const [from, to] = i % 2 === 0 ? [100, 300] : [200, 450];
      at(ground, "pointerdown", from, 100, { buttons: 1 });
      at(ground, "pointermove", to, 110, { buttons: 1 });
      await when(() => chips() !== before);
      const begun = performance.now();
      at(ground, "pointermove", to + 40, 110, { buttons: 1 });
      at(ground, "pointerup", to + 40, 110);
      const chosen = document.querySelector(".chips")?.textContent;
      await when(() => document.querySelector(".chips")?.textContent !== chosen);
      return performance.now() - begun;
    },
    strike: async (i) => {
      const row = document.querySelector('[data-row="' + (i % 7) + '"]');
      const told = () => document.querySelector(".deeds")?.textContent + document.querySelectorAll(".matrix-struck").length;
      const before = told();
      const begun = performance.now();
      row.dispatchEvent(new KeyboardEvent("keydown", { key: "x", bubbles: true, cancelable: true }));
      return (await when(() => told() !== before)) - begun;
    },
  };
  const rounds = async (what, count) => {
    const times = [];
    for (let i = 0; i < count; i++) {
      times.push(await acts[what](i));
      await pause(250);
    }
    return times;
  };
  /** FNV-1a of what is on the map's canvas. */
  const pixels = () => {
    const from = canvas();
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [from.width, from.height];
    const context = copy.getContext("2d", { willReadFrequently: true });
    context.drawImage(from, 0, 0);
    let hash = 0x811c9dc5;
    for (const pixel of new Uint32Array(context.getImageData(0, 0, copy.width, copy.height).data.buffer)) hash = Math.imul(hash ^ pixel, 0x01000193);
    return (hash >>> 0).toString(16);
  };
  return { tasks, until, paced, rounds, pixels };
})();
`;
