import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** One file: whoever loads zod has set it (plainZod.ts) before any schema is made. */
const zodWithItsSetting = { name: 'zod', test: /node_modules\/zod\/|web\/plainZod/ };

/** The panel's browser part: built into dist/web, which the server hands out. */
export default defineConfig({
  plugins: [react(), compressed()],
  publicDir: fileURLToPath(new URL('./src/web/public', import.meta.url)),
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2023',
    reportCompressedSize: true,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { input: ['index.html', 'portal.html'], output: { codeSplitting: { groups: [zodWithItsSetting] } } },
  },
});

/** Puts a .br and a .gz beside every file worth it, once at build time; the server hands out what the browser takes. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      const folder = fileURLToPath(new URL('./dist/web', import.meta.url));
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|html|svg)$/.test(name)) continue;
        const text = readFileSync(join(folder, name));
        if (text.length < 1024) continue;
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(text, { level: 9 }));
      }
    },
  };
}
