/** Text that is shown or written down -> the same with the name and password in each address masked. */

/** Up to the last @ before a blank: a password may hold what an address may not. */
const CREDENTIALS = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s"'`<>]*@/gi;

export function maskCredentials(text: string): string {
  return text.replace(CREDENTIALS, "$1***@");
}
