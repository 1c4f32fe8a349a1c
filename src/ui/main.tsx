/** The workbench begins: what it reads is kept by one client, and one address says what is shown. */
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.js";
import { queryClient } from "./lib/queries.js";
import { showTheme } from "./lib/theme.js";
import "./style/tokens.css";
import "./style/base.css";

showTheme();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
