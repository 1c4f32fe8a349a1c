/** The peer of `bench changes`: a bare server of Node that tells whoever listens what is posted to it, and keeps nothing. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const listeners = new Set<ServerResponse>();
let last = 0;

const server = createServer((request, response) => {
  if (request.method === "GET") {
    response.writeHead(200, { "content-type": "text/event-stream" }).write(": listening\n\n");
    listeners.add(response);
    response.once("close", () => listeners.delete(response));
    return;
  }
  request.resume().once("end", () => {
    const change = `c-${++last}`;
    for (const listener of listeners) listener.write(`id: ${last}\nevent: judgement\ndata: ${JSON.stringify({ judgement: change })}\n\n`);
    response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify({ judgement: change }));
  });
});
server.listen(0, "127.0.0.1", () => console.log(`serving at http://127.0.0.1:${(server.address() as AddressInfo).port}`));
