import { answerMetrics } from '#host/metrics';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ request }) =>
  answerMetrics(request, process.env['TEQUIO_METRICS_TOKEN']);
