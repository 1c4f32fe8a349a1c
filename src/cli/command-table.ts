/** Every command by its name -> how it is loaded, by what a person comes for. */
import type { Command } from "commander";

export const COMMANDS: Readonly<Record<string, Readonly<Record<string, () => Promise<Command>>>>> = {
  "Find and look:": {
    run: async () => (await import("./commands/run.js")).runCommand(),
    show: async () => (await import("./commands/show.js")).showCommand(),
    explain: async () => (await import("./commands/explain.js")).explainCommand(),
    timeline: async () => (await import("./commands/timeline.js")).timelineCommand(),
    runs: async () => (await import("./commands/runs.js")).runsCommand(),
    report: async () => (await import("./commands/report/report.js")).reportCommand(),
    resolve: async () => (await import("./commands/resolve.js")).resolveCommand(),
  },
  "What is known:": {
    judge: async () => (await import("./commands/judge.js")).judgeCommand(),
    operators: async () => (await import("./commands/operators.js")).operatorsCommand(),
    share: async () => (await import("./commands/share.js")).shareCommand(),
    calibrate: async () => (await import("./commands/calibrate.js")).calibrateCommand(),
  },
  "Act on clusters:": {
    suspend: async () => (await import("./commands/enforcement/suspend.js")).suspendCommand(),
    batches: async () => (await import("./commands/enforcement/batches.js")).batchesCommand(),
    batch: async () => (await import("./commands/enforcement/batches.js")).batchCommand(),
    approve: async () => (await import("./commands/enforcement/decide.js")).approveCommand(),
    deny: async () => (await import("./commands/enforcement/decide.js")).denyCommand(),
    execute: async () => (await import("./commands/enforcement/execute.js")).executeCommand(),
    pause: async () => (await import("./commands/enforcement/execute.js")).pauseCommand(),
    resume: async () => (await import("./commands/enforcement/execute.js")).resumeCommand(),
    halt: async () => (await import("./commands/enforcement/execute.js")).haltCommand(),
    reverse: async () => (await import("./commands/enforcement/execute.js")).reverseCommand(),
    appeal: async () => (await import("./commands/enforcement/decide.js")).appealCommand(),
    appeals: async () => (await import("./commands/enforcement/decide.js")).appealsCommand(),
    decide: async () => (await import("./commands/enforcement/decide.js")).decideCommand(),
    audit: async () => (await import("./commands/enforcement/audit.js")).auditCommand(),
    alerts: async () => (await import("./commands/access/alerts.js")).alertsCommand(),
    people: async () => (await import("./commands/enforcement/people.js")).peopleCommand(),
  },
  "Over HTTP:": {
    serve: async () => (await import("./commands/access/serve.js")).serveCommand(),
    tokens: async () => (await import("./commands/access/tokens.js")).tokensCommand(),
    sessions: async () => (await import("./commands/access/sessions.js")).sessionsCommand(),
  },
  "As services:": {
    worker: async () => (await import("./commands/worker.js")).workerCommand(),
    ingest: async () => (await import("./commands/ingest.js")).ingestCommand(),
    recluster: async () => (await import("./commands/recluster.js")).reclusterCommand(),
    export: async () => (await import("./commands/export.js")).exportCommand(),
    "dead-letters": async () => (await import("./commands/dead-letters.js")).deadLettersCommand(),
  },
  "Try and measure:": {
    demo: async () => (await import("./commands/demo.js")).demoCommand(),
    simulate: async () => (await import("./commands/simulate.js")).simulateCommand(),
    evaluate: async () => (await import("./commands/evaluate.js")).evaluateCommand(),
    communities: async () => (await import("./commands/communities.js")).communitiesCommand(),
    doctor: async () => (await import("./commands/doctor.js")).doctorCommand(),
  },
};
