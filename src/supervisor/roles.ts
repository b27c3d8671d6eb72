import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { type Client, escapeIdentifier, escapeLiteral } from 'pg';

/** The four roles of the database, each with the least rights. Their tables' grants stand in the migrations. */
export const roles = {
  /** Owns every table; used by migrations, backups and `doctor` only. */
  owner: 'vsppanel_owner',
  /** The panel and call control. May not change or delete ledger entries. */
  app: 'vsppanel_app',
  /** Screens' questions: read only, twice (grants, and a default of read-only transactions). */
  read: 'vsppanel_read',
  /** Asterisk's realtime: sees the views of schema `ast` only. */
  engine: 'vsppanel_engine',
} as const;

export type RolePasswords = { readonly [role in keyof typeof roles]: string };

/** Settings of each role. A frozen query of Asterisk's would silence all phones, so it ends after 2 seconds (engine.md). */
const roleSettings: { readonly [role in keyof typeof roles]: Readonly<Record<string, string>> } = {
  owner: { synchronous_commit: 'on' },
  app: { synchronous_commit: 'on', idle_in_transaction_session_timeout: '30s' },
  read: { default_transaction_read_only: 'on', statement_timeout: '30s' },
  engine: { search_path: 'ast', statement_timeout: '2s' },
};

/** Creates or mends the four roles. `client` must be allowed to create roles. Doing it twice changes nothing. */
export async function ensureRoles(client: Client, passwords: RolePasswords): Promise<void> {
  for (const key of Object.keys(roles) as (keyof typeof roles)[]) {
    const name = escapeIdentifier(roles[key]);
    const known = await client.query('select 1 from pg_roles where rolname = $1', [roles[key]]);
    if (known.rowCount === 0) await client.query(`create role ${name}`);
    await client.query(`alter role ${name} with login password ${escapeLiteral(scramVerifier(passwords[key]))}`);
    for (const [setting, value] of Object.entries(roleSettings[key])) {
      await client.query(`alter role ${name} set ${escapeIdentifier(setting)} = ${escapeLiteral(value)}`);
    }
  }
}

/** Lets the four roles into the database that `client` is connected to. */
export async function ensureAccess(client: Client, database: string): Promise<void> {
  for (const statement of accessStatements(escapeIdentifier(database))) await client.query(statement);
}

/** The same as SQL for an administrator to run where our user may not. Holds verifiers, not the passwords themselves. */
export function rolesAsSql(database: string, passwords: RolePasswords): string {
  const name = escapeIdentifier(database);
  const keys = Object.keys(roles) as (keyof typeof roles)[];
  const create = keys.map((key) => `create role ${roles[key]} login password ${escapeLiteral(scramVerifier(passwords[key]))};`);
  const settings = keys.flatMap((key) =>
    Object.entries(roleSettings[key]).map(
      ([setting, value]) => `alter role ${roles[key]} set ${setting} = ${escapeLiteral(value)};`,
    ),
  );
  return [...create, ...settings, ...accessStatements(name).map((statement) => `${statement};`)].join('\n');
}

function accessStatements(name: string): readonly string[] {
  return [
    // A temporary table could stand in front of a real one inside a function that runs as the owner.
    `revoke temporary on database ${name} from public`,
    `grant connect, create, temporary on database ${name} to ${roles.owner}`,
    `grant usage, create on schema public to ${roles.owner}`,
    `grant connect on database ${name} to ${roles.app}, ${roles.read}, ${roles.engine}`,
  ];
}

/**
 * What PostgreSQL stores for a SCRAM password (RFC 5803). We send this, so the password itself can never stand in the
 * server's log, whatever is logged there.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16), iterations = 4096): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  const storedKey = createHash('sha256').update(clientKey).digest('base64');
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
