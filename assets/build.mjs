// Builds everything the browser loads into dist/, which the program embeds: `npm ci && npm run build`.
import { build, transform } from "esbuild";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const dist = join(here, "dist");
const version = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;

const versions = {
  govuk: version("govuk-frontend"),
  moj: version("@ministryofjustice/frontend"),
  leaflet: version("leaflet"),
};
const bannerOfApp = `/*! GOV.UK Frontend ${versions.govuk}, (c) Crown copyright, Government Digital Service; MOJ Frontend ${versions.moj}, (c) Crown copyright, Ministry of Justice; both under the MIT licence: see NOTICES.txt */\n`;
const bannerOfMap = `/*! Leaflet ${versions.leaflet}, (c) 2010-2023 Volodymyr Agafonkin, (c) 2010-2011 CloudMade; BSD-2-Clause licence: see NOTICES.txt */\n`;

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, "images"), { recursive: true });

async function style(name, banner) {
  const css = sass.compile(join(here, "styles", `${name}.scss`), { loadPaths: [here, modules], style: "compressed", quietDeps: true }).css;
  const small = await transform(css, { loader: "css", minify: true, legalComments: "none", target: "es2020" });
  writeFileSync(join(dist, `${name}.css`), banner + small.code);
  return small.code;
}

async function script(name, banner) {
  await build({
    entryPoints: [join(here, "scripts", `${name}.js`)],
    outfile: join(dist, `${name}.js`),
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2020",
    legalComments: "none",
    banner: { js: banner.trimEnd() },
  });
}

const css = await style("app", bannerOfApp);
let mapCss = await style("map", bannerOfMap);
// Leaflet names its pictures beside its stylesheet; ours stand in images/leaflet/.
mapCss = mapCss.replaceAll(/url\((?:"|')?images\//g, "url(/assets/images/leaflet/").replaceAll(/(\/assets\/images\/leaflet\/[^)"']+)["']\)/g, "$1)");
writeFileSync(join(dist, "map.css"), bannerOfMap + mapCss);
await script("app", bannerOfApp);
await script("map", bannerOfMap);

// Only the pictures that the stylesheet asks for: no crown, no crest.
const wanted = [...css.matchAll(/\/assets\/images\/([\w.-]+)/g)].map((match) => match[1]).filter((name) => !/crown|crest|govuk/.test(name));
const folders = [join(modules, "@ministryofjustice/frontend/moj/assets/images"), join(modules, "govuk-frontend/dist/govuk/assets/images")];
for (const name of new Set(wanted)) {
  const folder = folders.find((candidate) => readdirSync(candidate).includes(name));
  if (folder) cpSync(join(folder, name), join(dist, "images", name));
  else console.warn(`not found: ${name}`);
}
cpSync(join(modules, "leaflet/dist/images"), join(dist, "images/leaflet"), { recursive: true });
cpSync(join(here, "icons"), dist, { recursive: true });

const mit = readFileSync(join(here, "licences/MIT.txt"), "utf8");
writeFileSync(
  join(dist, "NOTICES.txt"),
  [
    `GOV.UK Frontend ${versions.govuk}`,
    "Copyright (c) 2017 Crown Copyright (Government Digital Service)",
    mit,
    `MOJ Frontend ${versions.moj}`,
    "Copyright (c) Crown Copyright (Ministry of Justice)",
    mit,
    `Leaflet ${versions.leaflet}`,
    readFileSync(join(modules, "leaflet/LICENSE"), "utf8"),
  ].join("\n\n"),
);

for (const name of readdirSync(dist)) {
  const size = statSync(join(dist, name)).size;
  if (name.includes(".")) console.log(`${String(Math.ceil(size / 1024)).padStart(5)} KiB  ${name}`);
}
