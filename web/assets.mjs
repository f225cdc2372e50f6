// Copies the third-party files of the pages from node_modules into static/vendor, where they are embedded. Run `npm ci`
// first; `make assets` does both. The copies are not committed.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PurgeCSS } from "purgecss";

const here = dirname(fileURLToPath(import.meta.url));
const into = join(here, "static", "vendor");
const keep = new Set(["README.md"]);

const files = {
  "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
  "htmx.min.js": "htmx.org/dist/htmx.min.js",
  "LICENSE.htmx": "htmx.org/LICENSE",
};

// used leaves out the rules of a style sheet whose classes and elements no template, script or handler names.
async function used(text) {
  const pages = ["pages/**/*.tmpl", "pages/**/*.js", "*.go"].map((pattern) => join(here, pattern));
  const [{ css }] = await new PurgeCSS().purge({ content: pages, css: [{ raw: text }], keyframes: true, fontFace: true });
  return css;
}

mkdirSync(into, { recursive: true });
for (const name of readdirSync(into)) {
  if (!keep.has(name)) rmSync(join(into, name), { recursive: true });
}
for (const [name, from] of Object.entries(files)) {
  const source = join(here, "node_modules", from);
  const target = join(into, name);
  if (/\.(css|js)$/.test(name)) {
    // Remove the source map comment: the map is not served.
    const text = readFileSync(source, "utf8").replace(/\n?(\/\/|\/\*)# sourceMappingURL=\S+( \*\/)?\s*$/, "\n");
    writeFileSync(target, name === "tabler.min.css" ? await used(text) : text);
  } else {
    copyFileSync(source, target);
  }
}
