import { realWorld } from '#host/app';
import { answerHealth } from '#host/health';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () => answerHealth(realWorld);
