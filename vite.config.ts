import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ out: 'build', precompress: true }),
      // No inline script and no inline style anywhere: a page that is injected into cannot run anything.
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
          'base-uri': ['none'],
        },
      },
      paths: { relative: false },
      version: { name: process.env['TEQUIO_BUILD'] ?? 'development' },
    }),
  ],
  // What pages run by themselves in a browser (`?worker&url`) is made of the same components.
  worker: { format: 'es', plugins: () => [svelte()] },
  test: {
    include: ['{src,test,stories,packages,bin}/**/*.test.ts'],
    environment: 'node',
    // Nothing here is kept between tests but what a process counts: no file needs a process of its own.
    isolate: false,
    globalSetup: ['./test/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
