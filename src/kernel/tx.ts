/**
 * What a store is handed to speak with the database: always inside the act's transaction. Each module narrows
 * it to its own tables; nobody else names them.
 */
import type { Kysely } from 'kysely';

export type Tx = Kysely<unknown>;
