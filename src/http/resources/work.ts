/** Work on a cluster: who has it, how far it is, and notes. */
import { z } from "zod";
import { addNote, changeWork, type Note, notesOn, type Work, workDone, workOn } from "../../app/work/cluster-work.js";
import { keepSet, keptSet as keptSetNamed } from "../../app/work/kept-sets.js";
import { id, keptSet, keptSetBody } from "../../contract/api/common.js";
import { noteBody, noteItem, notePage, work, workBody, workPage } from "../../contract/api/work.js";
import { HttpProblem } from "../problems.js";
import { ok, type Route, route } from "../route.js";
import type { Serving } from "../serving.js";

const tag = "work";
const params = z.object({ id });

export const workRoutes: readonly Route[] = [
  route({
    id: "listWork",
    method: "GET",
    path: "/v1/work",
    needs: "viewer",
    tag,
    summary: "Who works on which clusters, and how far that is; those that nobody looked at are left out",
    answers: { 200: { description: "all of it", schema: workPage } },
    async run({ serving }) {
      const done = await workDone(ported(serving));
      return ok({ items: [...done].map(([cluster, each]) => workRow(cluster, each)), next: null });
    },
  }),
  route({
    id: "keepSelection",
    method: "POST",
    path: "/v1/selections",
    needs: "viewer",
    changes: false,
    tag,
    summary: "Keeps a selection of accounts that is too long for a link, under a name for the link",
    body: { schema: keptSetBody },
    answers: { 201: { description: "the same accounts have the same name", schema: z.object({ name: z.string() }) } },
    run: async ({ serving, body: { accounts } }) => ({ status: 201, body: { name: await keepSet(serving, accounts) } }),
  }),
  route({
    id: "getSelection",
    method: "GET",
    path: "/v1/selections/{name}",
    needs: "viewer",
    tag,
    summary: "A selection that is kept",
    params: z.object({ name: z.string().regex(/^[\w-]{1,100}$/, "a selection's name") }),
    answers: { 200: { description: "its accounts", schema: keptSet } },
    run: async ({ serving, params: { name } }) => ok({ name, accounts: await keptSetNamed(serving, name) }),
  }),
  route({
    id: "getWork",
    method: "GET",
    path: "/v1/clusters/{id}/work",
    needs: "viewer",
    tag,
    summary: "Who works on the cluster, and how far that is",
    params,
    answers: { 200: { description: "as it stands", schema: work } },
    run: async ({ serving, params: { id: cluster } }) => ok(workRow(cluster, await workOn(ported(serving), cluster))),
  }),
  route({
    id: "putWork",
    method: "PUT",
    path: "/v1/clusters/{id}/work",
    needs: "analyst",
    tag,
    summary: "Takes the cluster over, or says how far the work on it is",
    params,
    body: { schema: workBody },
    answers: { 200: { description: "as it stands now", schema: work } },
    async run({ serving, caller, params: { id: cluster }, body }) {
      await workOn(ported(serving), cluster); // there is such a cluster
      const changed = await changeWork(ported(serving), cluster, { ...body, by: caller.name });
      if (changed === null) throw new HttpProblem(412, "somebody changed it since it had that version: read it again");
      return ok(workRow(cluster, changed));
    },
  }),
  route({
    id: "listNotes",
    method: "GET",
    path: "/v1/clusters/{id}/notes",
    needs: "viewer",
    tag,
    summary: "What was noted of the cluster under any id that it had, the latest first",
    params,
    answers: { 200: { description: "all of it", schema: notePage } },
    run: async ({ serving, params: { id: cluster } }) => ok({ items: (await notesOn(ported(serving), cluster)).map(noteRow), next: null }),
  }),
  route({
    id: "postNote",
    method: "POST",
    path: "/v1/clusters/{id}/notes",
    needs: "analyst",
    tag,
    summary: "Notes something of the cluster",
    params,
    body: { schema: noteBody },
    answers: { 201: { description: "the note", schema: noteItem } },
    async run({ serving, caller, params: { id: cluster }, body: { text } }) {
      await workOn(ported(serving), cluster);
      return { status: 201, body: noteRow(await addNote(ported(serving), cluster, { text, by: caller.name })) };
    },
  }),
];

const ported = ({ store, clock }: Serving) => ({ store, clock });
const iso = (at: number): string => new Date(at).toISOString();

const workRow = (cluster: string, { at, ...rest }: Work) => ({ cluster, ...rest, at: at === null ? null : iso(at) });
const noteRow = ({ id: note, at, ...rest }: Note) => ({ note, ...rest, at: iso(at) });
