// What Mozilla's HTTP Observatory says of one host: grade, score, and every test.
// The command line of the package takes no port, but the name may hold one.
import { existsSync, writeFileSync } from "node:fs";

const home = new URL("./node_modules/@mdn/mdn-http-observatory/", import.meta.url);
// Left out by --ignore-scripts: a list that browsers ship, of hosts that are not ours.
const preloaded = new URL("conf/hsts-preload.json", home);
if (!existsSync(preloaded)) writeFileSync(preloaded, "{}");

const { scan } = await import(new URL("src/scanner/index.js", home));
const found = await scan(process.argv[2]);
console.log(`${found.scan.grade} ${found.scan.score}, ${found.scan.testsPassed} of ${found.scan.testsQuantity} tests`);
for (const [name, test] of Object.entries(found.tests)) {
  console.log(`  ${test.pass === false ? "FAILED" : "passed"} ${name}: ${test.result} (${test.scoreModifier})`);
}
process.exit(found.scan.score >= 125 ? 0 : 1);
