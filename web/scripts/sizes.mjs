/** Prints what the browser fetches before the first screen, gzipped: the entry of dist and all it imports. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const html = readFileSync('dist/index.html', 'utf8');
const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((match) => match[1]);
let scripts = 0;
for (const file of files) {
  const size = gzipSync(readFileSync(`dist/${file}`)).length;
  if (file.endsWith('.js')) scripts += size;
  console.log(`${(size / 1024).toFixed(1).padStart(8)} KB  ${file}`);
}
console.log(`${(scripts / 1024).toFixed(1).padStart(8)} KB  initial JavaScript, gzipped`);
