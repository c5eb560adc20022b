/** Makes the database of the example on the server that the real one is on; the real one is never touched. */
import pg from 'pg';
import { lendExample } from '../example-database.ts';
import { databaseOf } from './database-url.ts';
import { DATABASE, prepareDatabase, type Server } from './server.ts';

const EXAMPLE = `${DATABASE}_example`;

export function lendExampleOn(server: Server): void {
  lendExample(async ({ fresh }) => {
    if (fresh) await dropExample(server);
    await prepareDatabase(server, EXAMPLE);
    await spareTheDisk(server);
    return server.url(EXAMPLE);
  });
}

function dropExample(server: Server): Promise<void> {
  return asOwner(server, (name) => `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

/** Nobody loses anything when the last second of an example is lost; it is told in half the time. */
function spareTheDisk(server: Server): Promise<void> {
  return asOwner(server, (name) => `ALTER DATABASE ${name} SET synchronous_commit TO off`);
}

async function asOwner(server: Server, statement: (database: string) => string): Promise<void> {
  const client = new pg.Client({ connectionString: server.adminUrl, application_name: 'tequio example' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement(client.escapeIdentifier(databaseOf(server.ownerUrl(EXAMPLE)))));
  } finally {
    await client.end();
  }
}
