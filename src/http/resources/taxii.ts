/** TAXII 2.1 for partners, to read: what is shared at each level that their token may see, and all that changed of it since. */
import { z } from "zod";
import { type Collection, collectionNamed, collectionsFor } from "../../app/taxii/collections.js";
import { Feed, timestamp } from "../../app/taxii/feed.js";
import { microsOf, type Selected, select } from "../../app/taxii/select.js";
import { id } from "../../contract/api/common.js";
import * as taxii from "../../contract/api/taxii.js";
import { MOST_BODY_BYTES } from "../input.js";
import { HttpProblem } from "../problems.js";
import { type Call, type Reply, type Route, route } from "../route.js";
import { refuseOtherMedia, taxiiRefusal } from "../taxii-form.js";

const ROOT = "/taxii2/shared/";
const tag = "taxii";
const params = z.object({ collection: id });
const objectParams = z.object({ collection: id, object: id });

const common = { method: "GET", needs: "partner", tag, refusal: taxiiRefusal } as const;

export function taxiiRoutes(): readonly Route[] {
  const feeds = new Map<string, Feed>();

  /** What is shared is looked at anew where a walk begins: its later pages are those that are there. */
  async function feedOf(
    { serving, caller: { marking, hash } }: Asking,
    { collection }: { collection: string },
    next?: string,
  ): Promise<Feed> {
    const { marking: level } = collectionNamed(marking, collection);
    const name = `${level} ${hash}`;
    const feed = feeds.get(name) ?? new Feed({ marking: level, hash });
    feeds.set(name, feed);
    await (next === undefined ? feed.refresh(serving) : feed.follow(serving.store));
    return feed;
  }

  async function objectVersions(
    call: Asking,
    { collection, object }: z.infer<typeof objectParams>,
    query: taxii.ObjectsQuery,
    versions?: string[],
  ) {
    const feed = await feedOf(call, { collection }, query.next);
    if (!feed.has(object)) throw new HttpProblem(404, "no such object in this collection");
    return { feed, selected: select(feed, { ...wanted(query), ids: [object], ...(versions ? { versions } : {}) }) };
  }

  const routes = [
    route({
      ...common,
      id: "taxiiDiscovery",
      path: "/taxii2/",
      summary: "Where the API root is",
      answers: { 200: { description: "one API root", schema: taxii.discovery, types: [taxii.TAXII] } },
      run: async () =>
        found({
          title: "Cautery",
          description: "Operators behind fraudulent accounts, for partners",
          default: ROOT,
          api_roots: [ROOT],
        }),
    }),
    route({
      ...common,
      id: "taxiiApiRoot",
      path: ROOT,
      summary: "What the API root is",
      answers: { 200: { description: "the API root", schema: taxii.apiRoot, types: [taxii.TAXII] } },
      run: async () =>
        found({
          title: "Shared",
          description: "What is shared with partners, by level of the Traffic Light Protocol",
          versions: [taxii.TAXII],
          max_content_length: MOST_BODY_BYTES,
        }),
    }),
    route({
      ...common,
      id: "taxiiCollections",
      path: `${ROOT}collections/`,
      summary: "The collections that the token sees",
      answers: { 200: { description: "all of them", schema: taxii.collections, types: [taxii.TAXII] } },
      run: async ({ caller }) => found({ collections: collectionsFor(caller.marking).map(collectionRow) }),
    }),
    route({
      ...common,
      id: "taxiiCollection",
      path: `${ROOT}collections/{collection}/`,
      summary: "One collection, by id or alias",
      params,
      answers: { 200: { description: "the collection", schema: taxii.collection, types: [taxii.TAXII] } },
      run: async ({ caller, params: { collection } }) => found(collectionRow(collectionNamed(caller.marking, collection))),
    }),
    route({
      ...common,
      id: "taxiiObjects",
      path: `${ROOT}collections/{collection}/objects/`,
      summary: "Its objects as STIX 2.1, by when they were added",
      params,
      query: taxii.objectsQuery,
      answers: { 200: { description: "a page", schema: taxii.envelope, types: [taxii.TAXII] } },
      async run(call) {
        const feed = await feedOf(call, call.params, call.query.next);
        return await objectsPage(call, feed, select(feed, wanted(call.query)));
      },
    }),
    route({
      ...common,
      id: "taxiiObject",
      path: `${ROOT}collections/{collection}/objects/{object}/`,
      summary: "One object, in the versions that are asked for",
      params: objectParams,
      query: taxii.objectQuery,
      answers: { 200: { description: "a page", schema: taxii.envelope, types: [taxii.TAXII] } },
      async run(call) {
        const { feed, selected } = await objectVersions(call, call.params, call.query);
        return await objectsPage(call, feed, selected);
      },
    }),
    route({
      ...common,
      id: "taxiiVersions",
      path: `${ROOT}collections/{collection}/objects/{object}/versions/`,
      summary: "The versions of one object",
      params: objectParams,
      query: taxii.versionsQuery,
      answers: { 200: { description: "a page", schema: taxii.versions, types: [taxii.TAXII] } },
      async run(call) {
        const { selected } = await objectVersions(call, call.params, call.query, ["all"]);
        return page(selected, { versions: selected.entries.map(({ version }) => version) });
      },
    }),
    route({
      ...common,
      id: "taxiiManifest",
      path: `${ROOT}collections/{collection}/manifest/`,
      summary: "Ids, versions and dates of its objects, without what they say",
      params,
      query: taxii.objectsQuery,
      answers: { 200: { description: "a page", schema: taxii.manifest, types: [taxii.TAXII] } },
      async run(call) {
        const selected = select(await feedOf(call, call.params, call.query.next), wanted(call.query));
        const objects = selected.entries.map(({ id: object, added, version }) => ({
          id: object,
          date_added: timestamp(added),
          version,
          media_type: taxii.STIX,
        }));
        return page(selected, { objects });
      },
    }),
  ];
  return routes.map((each) => ({
    ...each,
    async run(call) {
      refuseOtherMedia(call.request);
      return await each.run(call);
    },
  }));
}

type Asking = Pick<Call, "serving" | "caller">;

const collectionRow = ({ id: uuid, alias, marking }: Collection): z.infer<typeof taxii.collection> => ({
  id: uuid,
  title: `TLP:${marking.toUpperCase()}`,
  description: "Operators, what marks them out, and the campaigns attributed to them; it holds what those of weaker levels hold, too",
  alias,
  can_read: true,
  can_write: false,
  media_types: [taxii.STIX],
});

function wanted(query: taxii.ObjectsQuery): Parameters<typeof select>[1] {
  const { added_after, limit = taxii.MOST_OBJECTS, next } = query;
  const { "match[id]": ids, "match[type]": types, "match[version]": versions, "match[spec_version]": specVersions } = query;
  return {
    limit: Math.min(limit, taxii.MOST_OBJECTS),
    ...(added_after === undefined ? {} : { addedAfter: microsOf(added_after) }),
    ...(next === undefined ? {} : { after: Number(next) }),
    ...(ids ? { ids } : {}),
    ...(types ? { types } : {}),
    ...(versions ? { versions: versions.map((each) => (/^\d/.test(each) ? Date.parse(each) : each)) } : {}),
    ...(specVersions ? { specVersions } : {}),
  };
}

const found = (body: object): Reply => ({ status: 200, body, type: taxii.TAXII });

async function objectsPage({ serving }: Asking, feed: Feed, selected: Selected): Promise<Reply> {
  return page(selected, { objects: await feed.objects(serving.store, selected.entries) });
}

/** An empty page is an empty object: as TAXII has it. */
function page({ entries, more }: Selected, content: object): Reply {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return found({});
  return {
    ...found({ more, ...(more ? { next: String(last.at) } : {}), ...content }),
    headers: { "x-taxii-date-added-first": timestamp(first.added), "x-taxii-date-added-last": timestamp(last.added) },
  };
}
