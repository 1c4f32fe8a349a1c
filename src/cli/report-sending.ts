/** Where a report is to go -> its files in a folder, or a message to a webhook or by mail. */
import { resolve } from "node:path";
import { reportMessage } from "../app/report/message.js";
import type { SchedulePorts } from "../app/report/run-schedules.js";
import type { Receiver } from "../app/report/schedules.js";
import { parseDestination, shownDestination } from "../model/destination.js";
import type { Delivery } from "../ports/delivery.js";

export function sendingBy(delivery: Delivery): SchedulePorts["send"] {
  return async (receiver, parcel) => {
    if (receiver.is === "message") await delivery.send(receiver.to, reportMessage(parcel));
    else {
      const { dropReport } = await import("../adapters/files/report-drop.js"); // not light
      await dropReport(receiver.dir, parcel.name, parcel.files);
    }
  };
}

/** A folder, unless it is an address. Throws a `UsageError` for one that is none. */
export function receiverFrom(text: string): Receiver {
  if (!/^(https?|mailto):/i.test(text)) return { is: "folder", dir: resolve(text) };
  parseDestination(text);
  return { is: "message", to: text };
}

export const shownReceiver = (receiver: Receiver): string => (receiver.is === "folder" ? receiver.dir : shownDestination(receiver.to));
