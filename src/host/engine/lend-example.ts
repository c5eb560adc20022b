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
    return server.url(EXAMPLE);
  });
}

async function dropExample(server: Server): Promise<void> {
  const client = new pg.Client({ connectionString: server.adminUrl, application_name: 'tequio example' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const name = client.escapeIdentifier(databaseOf(server.ownerUrl(EXAMPLE)));
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
