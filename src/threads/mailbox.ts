/** What another thread puts in -> taken out by one that blocks, and so hears of no messages. */
import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";

/** The end that is handed to the other thread: what it puts in is copied, but for the buffers that it hands over. */
export type Slot = Pick<MessagePort, "postMessage">;

export interface Mailbox<T> {
  slot: MessagePort;
  /** What lies in it, or undefined. It is closed then. */
  take(): T | undefined;
}

export function mailbox<T>(): Mailbox<T> {
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  return {
    slot: port2,
    take() {
      const received = receiveMessageOnPort(port1) as { message: T } | undefined;
      port1.close();
      return received?.message;
    },
  };
}
