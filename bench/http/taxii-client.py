"""A partner's side of `npm run bench -- taxii`: URL, TOKEN, FOLDER and ADDED_AFTER (or "") -> each collection in FOLDER as a bundle, and a line
of JSON of what was found. The client is OASIS's (taxii2-client), and so is the validator (stix2-validator)."""
import json
import os
import re
import sys
import time
import uuid

from stix2validator import ValidationOptions, validate_instance
from taxii2client.v21 import Server, as_pages

url, token, folder, added_after = sys.argv[1:5]
filters = {"added_after": added_after} if added_after else {}
PAGE = 100

server = Server(url, user="lab", password=token)
found = []
for collection in server.default.collections:
    begun = time.time()
    pages, objects = 0, []
    for page in as_pages(collection.get_objects, per_request=PAGE, **filters):
        pages += 1
        objects += page.get("objects", [])
    seconds = time.time() - begun
    listed = []
    for page in as_pages(collection.get_manifest, per_request=PAGE, **filters):
        listed += page.get("objects", [])
    faults = []
    if [each["id"] for each in objects] != [each["id"] for each in listed]:
        faults.append("the manifest lists other objects than there are")
    if objects:
        last = collection.get_object(objects[-1]["id"])["objects"]
        if last != [objects[-1]]:
            faults.append("an object alone is another than on its page")
    options = ValidationOptions(version="2.1")
    warnings = {}
    for each in objects:
        result = validate_instance(each, options)
        faults += [f"{each['id']}: {error.message}" for error in result.errors]
        for warning in result.warnings:
            kind = re.sub(r"'[^']*'|[a-z-]+--[0-9a-f-]{36}", "...", str(warning).split(": ", 1)[-1])[:110]
            warnings[kind] = warnings.get(kind, 0) + 1
    name = re.sub(r"[^a-z]+", "-", collection.title.lower())
    with open(os.path.join(folder, f"{name}.json"), "w") as out:
        json.dump({"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": objects}, out)
    found.append({
        "title": collection.title,
        "file": f"{name}.json",
        "pages": pages,
        "objects": len(objects),
        "revoked": sum(1 for each in objects if each.get("revoked")),
        "operators": sum(1 for each in objects if each["type"] == "threat-actor" and not each.get("revoked")),
        "last_added": listed[-1]["date_added"] if listed else "",
        "seconds": seconds,
        "faults": faults[:20],
        "warnings": warnings,
    })
print(json.dumps(found))
