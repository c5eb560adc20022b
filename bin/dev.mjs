#!/usr/bin/env node
/** `npm run dev`: Tequio with its pages straight from their sources, changing as they are written. */
process.argv.push('--dev');
await import('./start.mjs');
