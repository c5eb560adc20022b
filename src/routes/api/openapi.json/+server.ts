import { openApi } from '#host/api/index';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'public, max-age=300' });
  return Response.json(openApi(locals.world.host.commands, url.origin, locals.locale));
};
