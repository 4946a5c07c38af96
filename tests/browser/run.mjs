// Walks the pages in Chromium as people do, with scripts and without, and fails when a page cannot be used by somebody.
//
// TREFOIL_BIN names the program, CHROMIUM the browser, SCREENSHOTS a folder for a picture of every kind of page. PARTS, such as
// "partnership,keyboard", walks only some of the journeys.

import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Failures, launch } from './browser.mjs';
import { demonstration } from './demonstration.mjs';
import { gallery } from './gallery.mjs';
import { Installation } from './installation.mjs';
import { journeys } from './journeys.mjs';
import { keyboard } from './keyboard.mjs';
import { partnership } from './partnership.mjs';

const target = process.env.CARGO_TARGET_DIR || fileURLToPath(new URL('../../target', import.meta.url));
const program = process.env.TREFOIL_BIN || `${target}/debug/trefoil`;

const JOURNEYS = {
  partnership: (...at) => partnership(...at, { scripts: true }),
  'partnership-without-scripts': (...at) => partnership(...at, { scripts: false }),
  keyboard,
  demonstration,
  gallery,
  journeys: (...at) => journeys(...at, { scripts: true }),
  'journeys-without-scripts': (...at) => journeys(...at, { scripts: false }),
};

const wanted = process.env.PARTS ? process.env.PARTS.split(',') : Object.keys(JOURNEYS);
const failures = new Failures();

async function walk(name) {
  const began = Date.now();
  const browser = await launch();
  const installation = await Installation.make(program);
  try {
    await JOURNEYS[name](browser, installation, failures);
  } catch (error) {
    failures.add(name, `stopped: ${error.stack?.split('\n').slice(0, 6).join(' | ') ?? error}`);
  } finally {
    await browser.close();
    await installation.end();
  }
  console.log(`${name}: ${Math.round((Date.now() - began) / 1000)} s`);
}

// Each journey has its own browser and its own installation, so as many go on at once as there are processors, up to two.
const waiting = [...wanted];
const walkers = Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
  for (let name = waiting.shift(); name; name = waiting.shift()) await walk(name);
});
await Promise.all(walkers);
await Installation.forget();
console.log(`${failures.pages} pages, ${failures.count ? `${failures.count} failures` : 'no failures'}`);
process.exitCode = failures.count ? 1 : 0;
