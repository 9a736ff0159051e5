import { isIP } from "node:net";

export interface AddressOptions {
  /** Lets a source reach a server on this machine, unencrypted too. Default false. */
  readonly allowLoopback?: boolean;
}

/**
 * Which addresses a source may ask: https or wss to a host with a name. No plain http, no IP addresses, no user in the URL. What
 * a name resolves to is not looked at.
 */
export function mayAsk(url: URL, { allowLoopback = false }: AddressOptions): boolean {
  if (isLoopback(url)) return allowLoopback;
  const encrypted = url.protocol === "https:" || url.protocol === "wss:";
  return encrypted && isIP(hostOf(url)) === 0 && url.username === "" && url.password === "";
}

/** Whether the URL names this machine; other numbers of 127.0.0.0/8 do not count, and are refused as IP addresses. */
export function isLoopback(url: URL): boolean {
  const host = hostOf(url);
  return host === "127.0.0.1" || host === "::1" || host === "localhost" || host.endsWith(".localhost");
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");
