/** A command that serves on a port -> a running server that can be stopped, or killed as a crash would; for tests and benchmarks. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
/** Why a server cannot be had on this machine; tests that need it are reported as not run, with this reason. */
export class Unavailable extends Error {
}
const running = new Set();
process.once("exit", () => {
    for (const child of running)
        child.kill("SIGKILL");
});
export async function serve(command, args, port, url) {
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
    running.add(child);
    let said = "";
    child.stderr.on("data", (chunk) => {
        said = (said + chunk.toString()).slice(-4000);
    });
    const ended = once(child, "exit").finally(() => running.delete(child));
    const stop = async (signal) => {
        child.kill(signal);
        await ended;
    };
    for (const deadline = Date.now() + 90_000; !(await answers(port)); await pause(50)) {
        if (child.exitCode !== null)
            throw new Error(`${command} ended with ${child.exitCode} before it served port ${port}:\n${said}`);
        if (Date.now() > deadline)
            throw new Error(`${command} did not serve port ${port} within 90 s:\n${said}`);
    }
    return { url, pid: child.pid ?? 0, stop: () => stop("SIGTERM"), kill: () => stop("SIGKILL") };
}
export async function freePort() {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    server.close();
    await once(server, "close");
    if (address === null || typeof address === "string")
        throw new Error("no TCP port could be had on the loopback address");
    return address.port;
}
async function answers(port) {
    const socket = connect(port, "127.0.0.1");
    try {
        await once(socket, "connect");
        return true;
    }
    catch {
        return false; // refused: not up yet
    }
    finally {
        socket.destroy();
    }
}
//# sourceMappingURL=local-server.js.map