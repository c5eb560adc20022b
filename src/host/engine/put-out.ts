/**
 * `node put-out.ts PID FOLDER`: stops the database of an application that was killed and could not do it
 * itself.
 */
import { stopCluster } from './cluster.ts';

const [pid, cluster] = process.argv.slice(2);
if (pid !== undefined && cluster !== undefined) await stopCluster(Number(pid), cluster);
