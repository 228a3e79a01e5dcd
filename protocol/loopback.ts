/** Where plain http may lead: to this machine, which nobody listens in to. */

const HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

export function isLoopback({ hostname }: URL): boolean {
  return HOSTS.includes(hostname);
}
