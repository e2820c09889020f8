/** The keys under which answers are kept, so that a change can forget exactly what it touched. */
export const keys = {
  session: ['session'] as const,
  catalog: ['catalog'] as const,
  records: (object: string) => ['records', object] as const,
  record: (object: string, id: string) => ['record', object, id] as const,
  events: (object: string, id: string) => ['events', object, id] as const,
  runs: (object: string, id: string) => ['runs', object, id] as const,
  aggregate: (object: string) => ['aggregate', object] as const,
  options: (object: string) => ['options', object] as const,
  refs: (object: string) => ['refs', object] as const,
  search: ['search'] as const,
  views: (object: string) => ['views', object] as const,
  notices: ['notices'] as const,
  draft: ['draft'] as const,
  versions: ['versions'] as const,
  imports: (id: string) => ['imports', id] as const,
};
