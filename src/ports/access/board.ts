/** Pages on which admins look after the queues, below a path; whoever mounts them has looked at who asks. */
export interface Board {
  answer(request: Request): Promise<Response>;
}
