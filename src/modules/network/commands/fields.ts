/** The fields that inputs of this module are made of. */
import { z } from 'zod';
import { isId } from '#kernel/id';

export const importId = z.string().refine((text) => isId('imp', text), { message: 'not an import' });
