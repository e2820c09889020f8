/** The live connection: what others change becomes visible here without a reload. Knows no screen. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { choreHeard, type ChoreNews } from './chores';
import { keys } from './keys';
import { forgetRecord } from './lists';

export interface RecordChange {
  object: string;
  id: string;
  kind: string;
}

/** Keeps one connection open while mounted; the browser reconnects by itself. */
export function useLive(enabled: boolean) {
  const client = useQueryClient();
  useEffect(() => (enabled ? connect(client) : undefined), [client, enabled]);
}

function connect(client: QueryClient): () => void {
  const source = new EventSource('/api/live');
  const batch = batcher((changes) => apply(client, changes));
  let lost = false;
  source.addEventListener('open', () => {
    if (lost) client.invalidateQueries().catch(report);
    lost = false;
  });
  source.addEventListener('error', () => {
    lost = true;
  });
  source.addEventListener('catalog', () => refreshCatalog(client).catch(report));
  source.addEventListener('record', (event) => batch.add(JSON.parse(event.data) as RecordChange));
  source.addEventListener('notice', () => {
    for (const queryKey of [keys.notices, keys.approvals, keys.today]) client.invalidateQueries({ queryKey }).catch(report);
  });
  source.addEventListener('chore', (event) => choreHeard(JSON.parse(event.data) as ChoreNews));
  source.addEventListener('import', (event) => {
    const { id } = JSON.parse(event.data) as { id: string };
    client.invalidateQueries({ queryKey: keys.imports(id) }).catch(report);
  });
  return () => {
    batch.stop();
    source.close();
  };
}

/** A new version is live: the catalog first, then everything drawn from it. */
async function refreshCatalog(client: QueryClient) {
  await client.invalidateQueries({ queryKey: keys.catalog });
  await client.invalidateQueries({ predicate: (query) => ['records', 'record', 'aggregate', 'versions', 'views', 'session'].includes(String(query.queryKey[0])) });
}

function apply(client: QueryClient, changes: RecordChange[]) {
  const objects = new Map<string, Set<string>>();
  for (const { object, id } of changes) objects.set(object, (objects.get(object) ?? new Set()).add(id));
  for (const [object, ids] of objects) {
    forgetRecord(client, object, ...[...ids].slice(0, 200)).catch(report);
  }
  client.invalidateQueries({ queryKey: keys.today }).catch(report);
}

/** Collects what comes within a moment, so that a run of changes is one refresh. */
function batcher(flush: (changes: RecordChange[]) => void) {
  let waiting: RecordChange[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    add(change: RecordChange) {
      waiting.push(change);
      timer ??= setTimeout(() => {
        const changes = waiting;
        waiting = [];
        timer = undefined;
        flush(changes);
      }, 300);
    },
    stop: () => clearTimeout(timer),
  };
}

const report = (error: unknown) => console.error(error);
