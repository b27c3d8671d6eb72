import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The panel's browser part: built into dist/web, which the server hands out. */
export default defineConfig({
  plugins: [react()],
  publicDir: fileURLToPath(new URL('./src/web/public', import.meta.url)),
  build: { outDir: 'dist/web', emptyOutDir: true, target: 'es2023', reportCompressedSize: true, chunkSizeWarningLimit: 700 },
});
