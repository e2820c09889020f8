/** The filter language as people meet it: built by choosing, said in words. */
export { FilterBuilder, PathSelect } from './Builder';
export { pathsOf, resolvePath, targetOf } from './paths';
export { useSayFilter } from './said';
export { completePart } from './complete';
export { useNamedRecords } from './named';
