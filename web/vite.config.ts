import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Where `npm run dev` finds a gateway; the built page is served by the gateway itself and needs no address.
const gateway = process.env['GATEWAY'] ?? 'http://localhost:5000';

export default defineConfig({
  plugins: [react()],
  base: '/',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The page's content security policy has script-src 'self': nothing may be inlined, not even the preload polyfill.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      '/api': gateway,
      '/health': gateway,
      '/hub': { target: gateway, ws: true },
    },
  },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
    // Tests have no deadlines of their own; this is for one that never ends, not for a busy machine.
    testTimeout: 120_000,
  },
});
