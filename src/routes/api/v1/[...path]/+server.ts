import { answerApi } from '#host/api/index';
import type { RequestHandler } from './$types';

const answer: RequestHandler = ({ locals, request, url, params, getClientAddress }) =>
  answerApi(
    { world: locals.world, request, url, ip: getClientAddress(), locale: locals.locale },
    `/${params.path}`,
  );

export { answer as GET, answer as POST, answer as fallback };
