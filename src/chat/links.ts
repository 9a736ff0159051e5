/** An address to open: http or https, and nothing that hides a user name before the host. International hosts become xn--…. */
export function safeUrl(url: string, charactersMax: number): URL | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  const isWeb = parsed.protocol === "http:" || parsed.protocol === "https:";
  const isPlain = parsed.username === "" && parsed.password === "";
  return isWeb && isPlain && parsed.href.length <= charactersMax ? parsed : null;
}

/** Whether a link's label says where it leads. */
export const showsHost = (label: string, { host, href }: URL): boolean =>
  label === host || label === href || label.startsWith(`https://${host}/`);
