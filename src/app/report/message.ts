/** A report -> the message that tells it: JSON for a webhook; for a mail the key judgements, and the files beside. Pure. */
import type { Message } from "../../ports/delivery.js";
import { dayText } from "../../tools/zone.js";
import { reportRow } from "./row.js";
import type { Parcel } from "./run-schedules.js";

/** The same report under the same schedule gives the same bytes. */
export function reportMessage({ id, head, keyJudgements, schedule, files }: Parcel): Message {
  const row = { ...reportRow(head), schedule: schedule.name, marking: schedule.marking };
  const subject = `Attribution report ${dayText(head.from)} to ${dayText(head.to - 1)}${head.due === null ? "" : " (late)"}`;
  const told = keyJudgements.length === 0 ? ["No cluster is fraudulent."] : keyJudgements;
  return {
    id,
    body: JSON.stringify({ type: "cautery.report", id, ...row, key_judgements: keyJudgements }),
    subject,
    text: [`${subject}, ${head.id}, as of run ${head.run}.`, "", ...told.flatMap((each) => [each, ""])].join("\n"),
    attachments: files.map(({ name, type, bytes }) => ({ name, type, content: bytes })),
  };
}
