/** The workbench, `src/ui` -> `dist/ui`: files with their hash in their names, which `cautery serve` gives out. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: "src/ui",
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: "../../dist/ui",
    emptyOutDir: true,
    target: "es2023",
    // Those that know light-dark().
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // The policy for content takes scripts and styles from files alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
