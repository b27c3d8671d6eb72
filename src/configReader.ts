import { isIP } from 'node:net';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A port that somebody asked for must be had or it is an error; a default one may be replaced by a free one. */
export type PortWish = { readonly port: number; readonly isExplicit: boolean };

export type Reader = ReturnType<typeof reader>;

/** Reading functions that note what is wrong and go on, so that one start shows every mistake. */
export function reader(environment: Environment, problems: string[]) {
  /** An empty variable counts as not set: that is what `NAME= command` means to people. */
  const text = (name: string): string | null => environment[name]?.trim() || null;
  const port = (name: string): number | null => {
    const value = text(name);
    if (value === null) return null;
    const number = /^\d{1,5}$/.test(value) ? Number(value) : 0;
    if (number < 1 || number > 65535) problems.push(`${name} is "${value}", but a port is a whole number from 1 to 65535.`);
    return number;
  };
  const oneOf = <Word extends string>(name: string, words: readonly Word[]): Word | null => {
    const value = text(name);
    const found = words.find((word) => word === value);
    if (value !== null && found === undefined)
      problems.push(`${name} is "${value}", but it must be one of: ${words.join(', ')}.`);
    return found ?? null;
  };
  const wish = (name: string, usual: number): PortWish => {
    const asked = port(name);
    return asked === null ? { port: usual, isExplicit: false } : { port: asked, isExplicit: true };
  };
  const address = (name: string): string | null => {
    const value = text(name);
    if (value !== null && isIP(value) === 0)
      problems.push(`${name} is "${value}", but it must be an IP address of this machine, such as 127.0.0.1 or 0.0.0.0.`);
    return value;
  };
  const webAddress = (name: string): string | null => {
    const value = text(name);
    if (value === null) return null;
    if (!URL.canParse(value) || !/^https?:\/\/[^/?#]+\/?$/.test(value))
      problems.push(
        `${name} is "${value}", but it must be the address of the panel without a path, such as https://panel.example.com.`,
      );
    return value.replace(/\/$/, '');
  };
  const networks = (name: string): readonly string[] => {
    const listed = (text(name) ?? '').split(',').flatMap((one) => one.trim() || []);
    const wrong = listed.find((one) => !isNetwork(one));
    if (wrong !== undefined)
      problems.push(`${name} has "${wrong}", but it lists addresses or networks, such as 127.0.0.1,10.0.0.0/8.`);
    return listed;
  };
  const databaseUrl = (name: string): string | null => {
    const value = text(name);
    // The value may hold a password: it is not repeated.
    if (value !== null && !isPostgresUrl(value))
      problems.push(`${name} must look like postgres://user:password@host:5432/database.`);
    return value;
  };
  const range = (startName: string, endName: string): { start: number; end: number } | null => {
    const start = port(startName);
    const end = port(endName);
    if (start === null && end === null) return null;
    if (start === null || end === null) problems.push(`Set both ${startName} and ${endName}, or neither.`);
    else if (end - start < 3) problems.push(`${endName} must be at least 3 more than ${startName}: each call needs four ports.`);
    return { start: start ?? 0, end: end ?? 0 };
  };
  return { text, oneOf, port, wish, address, webAddress, networks, databaseUrl, range };
}

function isPostgresUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return /^postgres(ql)?:\/\//.test(value) && url.pathname.length > 1;
}

function isNetwork(value: string): boolean {
  const [address = '', bits, ...rest] = value.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
