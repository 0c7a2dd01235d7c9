// The components of the house, found by their files, and what a test gives to each.

import { readdir, readFile } from "node:fs/promises";

const HOUSE = new URL("../../dlplay/ui/", import.meta.url);
const LOADER = "loader.js"; // no component: it brings them

/** Paths of all modules below dlplay/ui. */
export async function modules() {
  const files = await readdir(HOUSE, { recursive: true });
  return files.filter((file) => file.endsWith(".js") && file !== LOADER).map((file) => file.replaceAll("\\", "/")).sort();
}

/** Paths of those modules that are components: what they export by default is called by Streamlit. */
export async function components() {
  const found = [];
  for (const path of await modules()) if (/^export default/m.test(await source(path))) found.push(path);
  return found;
}

export async function source(path) {
  return readFile(new URL(path, HOUSE), "utf8");
}

/** The component in a file, and what given/ has for it. */
export async function bring(path) {
  const { default: run } = await import(new URL(path, HOUSE));
  const given = await import(new URL(`given/${path.replaceAll("/", "_")}`, import.meta.url));
  return { run, ...given };
}
