/** `docker-compose.yml` -> what must hold of it. Its form only: no engine runs it here. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

interface Service {
  image?: string;
  command?: string[];
  environment: Record<string, string>;
  volumes: string[];
  healthcheck: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  secrets?: string[];
}

const text = readFileSync(fileURLToPath(new URL("../../docker-compose.yml", import.meta.url)), "utf8");
const {
  services,
  secrets,
  volumes,
}: { services: Record<string, Service>; secrets: Record<string, unknown>; volumes: Record<string, unknown> } = parse(text, { merge: true });

describe("docker-compose.yml", () => {
  it("runs Neo4j 5.26 community, Redis 7 and the workers", () => {
    expect(services.neo4j.image).toBe("neo4j:5.26-community");
    expect(services.redis.image).toMatch(/^redis:7/);
    expect(Object.keys(services)).toContain("worker");
  });

  it("keeps jobs through a crash, and evicts none", () => {
    const command = services.redis.command?.join(" ");
    expect(command).toContain("--appendonly yes");
    expect(command).toContain("--maxmemory-policy noeviction");
  });

  it("keeps what is stored in volumes that are declared", () => {
    for (const name of ["neo4j", "redis"]) {
      expect(services[name].volumes.map((volume) => volume.split(":")[0])).toContain(name);
      expect(Object.keys(volumes)).toContain(name);
    }
  });

  it("checks the health of every service, and starts the workers when both servers are well", () => {
    for (const service of Object.values(services)) expect(service.healthcheck.test.length).toBeGreaterThan(1);
    expect(services.worker.depends_on).toEqual({ neo4j: { condition: "service_healthy" }, redis: { condition: "service_healthy" } });
  });

  it("holds no password: each comes from the environment, and is missed where it is not set", () => {
    for (const name of ["NEO4J_PASSWORD", "REDIS_PASSWORD"]) expect(text).toContain(`\${${name}:?`);
    const given = Object.values(services).flatMap(({ environment }) => Object.entries(environment));
    for (const [name, value] of given.filter(([name]) => /PASSWORD|AUTH/.test(name))) expect(value, name).toMatch(/\$\{\w+/);
  });

  it("serves the API on this machine alone, with the workers' image, addresses and key", () => {
    const { worker, serve } = services as Record<string, Service & { ports?: string[]; build?: unknown }>;
    expect(serve.ports).toEqual(["127.0.0.1:8080:8080"]);
    const shared = Object.entries(serve.environment).filter(([name]) => !name.startsWith("CAUTERY_OIDC_"));
    expect([serve.build, Object.fromEntries(shared), serve.secrets]).toEqual([worker.build, worker.environment, worker.secrets]);
    expect(serve.command?.slice(0, 2)).toEqual(["cautery", "serve"]);
  });

  it("tells the API alone where people sign in, from the environment", () => {
    const { worker, serve } = services;
    const named = Object.entries(serve.environment).filter(([name]) => name.startsWith("CAUTERY_OIDC_"));
    expect(named.map(([name]) => name)).toContain("CAUTERY_OIDC_CLIENT_SECRET");
    for (const [name, value] of named) expect([value, worker.environment[name]]).toEqual([`\${${name}:-}`, undefined]);
  });

  it("brings Neo4j the plugins that are asked for, and none where nobody asks", () => {
    expect(services.neo4j.environment.NEO4J_PLUGINS).toMatch(/^\$\{NEO4J_PLUGINS:-\[\]\}$/);
  });

  it("gives the workers the servers' addresses, and the key as a secret", () => {
    const { environment, secrets: given } = services.worker;
    expect(environment).toMatchObject({ NEO4J_URI: "bolt://neo4j:7687", NEO4J_USERNAME: "neo4j" });
    expect(environment.REDIS_URL).toContain("@redis:6379");
    expect(given).toEqual(Object.keys(secrets));
    expect(environment.CAUTERY_KEY_FILE).toBe(`/run/secrets/${Object.keys(secrets)[0]}`);
  });
});
