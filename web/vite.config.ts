/** How the UI is built, served while developing and tested. Knows no feature. */
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const api = process.env.MORTISE_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': api, '/healthz': api } },
  build: { target: 'es2022', outDir: 'dist', chunkSizeWarningLimit: 1200 },
  test: { environment: 'jsdom', setupFiles: ['src/test/setup.ts'], css: false },
});
