/** Types of the API from its description. `write` makes src/api/generated.ts anew; `check` fails when it is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const DESCRIPTION = new URL('openapi.json', import.meta.url);
const TYPES = new URL('../src/api/generated.ts', import.meta.url);
const HEAD = '/** Generated from the description of the API by `npm run api`. Not to be edited. */\n\n';

/** A parameter that holds JSON in its text has the type of that JSON: the client writes it out. */
const parameter = (_key, value) => (value?.in === 'query' && value.content
  ? { ...value, schema: value.content['application/json'].schema, content: undefined }
  : value);

const description = JSON.parse(readFileSync(DESCRIPTION, 'utf8'), parameter);
const types = HEAD + astToString(await openapiTS(description, { defaultNonNullable: false, alphabetize: true }));

if (process.argv[2] === 'write') {
  writeFileSync(TYPES, types);
} else if (types !== readFileSync(TYPES, 'utf8')) {
  console.error('src/api/generated.ts 已过期，请运行 npm run api / is stale: run `npm run api`');
  process.exit(1);
}
