/* Fetches what static/vendor and agreements/paper/fonts hold: run `node docs/theme/vendor.mjs` from the root (Node 20+), look at the
   pages, commit the result. Nothing here runs in production. Only the components in use are joined; the small
   pictures that Designsystemet carries as data: addresses become files, so that the CSP needs no `img-src data:`. */
import { execSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const VERSIONS = {
  "@digdir/designsystemet": "1.15.0",
  "@digdir/designsystemet-css": "1.22.0",
  "@expo-google-fonts/inter": "0.4.2",
  "@expo-google-fonts/noto-sans-arabic": "0.4.3",
  "@fontsource-variable/inter": "5.3.0",
  "htmx.org": "2.0.11",
};
const COMPONENTS = [
  "base", "alert", "button", "card", "details", "error-summary", "field", "fieldset", "input", "skip-link", "table",
  "tag", "validation-message",
];

const root = process.cwd();
const work = mkdtempSync(join(tmpdir(), "vendor-"));
const packages = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`);
execSync(`npm install --no-audit --no-fund --prefix . ${packages.join(" ")}`, { cwd: work, stdio: "inherit" });
const from = (...path) => join(work, "node_modules", ...path);
const into = (...path) => join(root, "static", "vendor", ...path);

function folder(name, npmName) {
  rmSync(into(name), { recursive: true, force: true });
  mkdirSync(into(name), { recursive: true });
  cpSync(from(npmName, "LICENSE"), into(name, "LICENSE"));
  writeFileSync(into(name, "VERSION"), `${npmName} ${VERSIONS[npmName]}\n`);
}

function picturesToFiles(css) {
  const names = new Map();
  return css.replace(/url\("data:image\/svg\+xml[^,]*,([^"]*)"\)/g, (_, data) => {
    if (!names.has(data)) names.set(data, `picture-${names.size + 1}.svg`);
    writeFileSync(into("designsystemet", names.get(data)), decodeURIComponent(data) + "\n");
    return `url("${names.get(data)}")`;
  });
}

function designsystemet() {
  folder("designsystemet", "@digdir/designsystemet-css");
  cpSync(join(root, "docs/theme/designsystemet.config.json"), join(work, "designsystemet.config.json"));
  execSync("npx designsystemet tokens create && npx designsystemet tokens build", { cwd: work, stdio: "inherit" });
  const theme = readFileSync(join(work, "design-tokens-build/patientkontrakt.css"), "utf8");
  const paperIsLight = theme.replace(/\(prefers-color-scheme: dark\)/g, "screen and (prefers-color-scheme: dark)");
  writeFileSync(into("designsystemet", "theme.css"), paperIsLight.replace(/^[ \t]+/gm, "").replace(/\n{2,}/g, "\n"));
  const parts = COMPONENTS.map((name) => {
    const css = readFileSync(from("@digdir/designsystemet-css/dist/src", `${name}.css`), "utf8");
    return `@layer ds.${name === "base" ? "base" : "components"}{${css}}`;
  });
  const css = "@layer ds.theme, ds.base, ds.components;\n" + parts.join("\n") + "\n";
  writeFileSync(into("designsystemet", "designsystemet.css"), picturesToFiles(css));
}

function inter() {
  folder("inter", "@fontsource-variable/inter");
  for (const file of readdirSync(from("@fontsource-variable/inter/files")))
    if (/^inter-latin(-ext)?-wght-normal\.woff2$/.test(file)) cpSync(from("@fontsource-variable/inter/files", file), into("inter", file));
}

/* For paper: typst wants whole TTF files, also for those who write in Cyrillic, Greek or Arabic letters. */
function paper(name) {
  const into = (...path) => join(root, "agreements/paper/fonts", name, ...path);
  const npmName = `@expo-google-fonts/${name}`;
  rmSync(into(), { recursive: true, force: true });
  mkdirSync(into(), { recursive: true });
  for (const weight of ["400Regular", "600SemiBold"])
    for (const file of readdirSync(from(npmName, weight)))
      if (file.endsWith(".ttf")) cpSync(from(npmName, weight, file), into(file));
  cpSync(from(npmName, "LICENSE_FONT"), into("LICENSE"));
  writeFileSync(into("VERSION"), `${npmName} ${VERSIONS[npmName]}\n`);
}

function htmx() {
  folder("htmx", "htmx.org");
  cpSync(from("htmx.org/dist/htmx.min.js"), into("htmx", "htmx.min.js"));
}

designsystemet();
inter();
paper("inter");
paper("noto-sans-arabic");
htmx();
rmSync(work, { recursive: true });
