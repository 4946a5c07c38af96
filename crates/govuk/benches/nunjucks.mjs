// How many official fixtures the official macros draw in a second: `node crates/govuk/benches/nunjucks.mjs`. One thread.
//
// As a service would run them: one environment, every template compiled before the clock starts, options already read.
import { readFileSync, readdirSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const assets = new URL("../../../assets/package.json", import.meta.url);
const require = createRequire(assets);
const nunjucks = require("nunjucks");

const LONG_ENOUGH_MS = 5000;
const dist = join(fileURLToPath(new URL(".", assets)), "node_modules/govuk-frontend/dist");
const environment = nunjucks.configure([dist], { autoescape: true, trimBlocks: true, lstripBlocks: true, watch: false, noCache: false });

const fixtures = [];
for (const component of readdirSync(join(dist, "govuk/components"))) {
  const file = join(dist, "govuk/components", component, "fixtures.json");
  if (!existsSync(file)) continue;
  const macro = `govuk${component.replace(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase())}`;
  const source = `{% from "govuk/components/${component}/macro.njk" import ${macro} %}{{ ${macro}(options) }}`;
  const template = nunjucks.compile(source, environment);
  for (const { options } of JSON.parse(readFileSync(file, "utf8")).fixtures) fixtures.push({ template, options });
}

let bytes = 0;
function set() {
  bytes = 0;
  for (const { template, options } of fixtures) bytes += template.render({ options }).length;
}
// The engine compiles what it runs often: twenty rounds before the clock starts.
for (let round = 0; round < 20; round += 1) set();
let sets = 0;
const begun = performance.now();
while (performance.now() - begun < LONG_ENOUGH_MS) {
  set();
  sets += 1;
}
const seconds = (performance.now() - begun) / 1000;
const each = (sets * fixtures.length) / seconds;
console.log(`${fixtures.length} fixtures, ${Math.floor(bytes / 1024)} KiB, drawn ${sets} times in ${seconds.toFixed(2)} s: ${each.toFixed(0)} fixtures a second`);
