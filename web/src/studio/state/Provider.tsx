/** Holds the draft while the studio is open: one copy of the files, their history, and the engine's check of them. */
import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { discardDraft, keys, publishDraft, readDraft, useCatalog, type Draft, type Problem } from '@/api';
import { useLanguage } from '@/i18n';
import { Bones, errorText, Failure } from '@/ui';
import { useT } from '../locale';
import { draftCatalog } from '../model/catalog';
import { pipelines, type Edit, type Files } from '../model/files';
import { removedStages } from '../model/pipeline';
import { baseOf } from './base';
import { StudioContext, type Remap, type Saving, type Studio } from './context';
import { begin, record, redo, undo } from './history';
import { Sync } from './sync';

type Flush = () => Promise<unknown>;

/** Reads the draft, and again whenever a version is published, here or elsewhere, or the language changes. */
export function StudioProvider({ children }: { children: ReactNode }) {
  const { version } = useCatalog();
  const lang = useLanguage();
  const [held, setHeld] = useState<{ draft: Draft; turn: number }>();
  const [error, setError] = useState<unknown>();
  const flush = useRef<Flush | undefined>(undefined);
  const load = useCallback(async () => {
    try {
      await flush.current?.().catch(() => undefined);
      const draft = await readDraft();
      setHeld((before) => ({ draft, turn: (before?.turn ?? 0) + 1 }));
      setError(undefined);
    } catch (failure) {
      setError(failure);
    }
  }, []);
  useEffect(() => void load(), [load, version, lang]);
  if (error && !held) return <Failure error={error} retry={() => void load()} />;
  if (!held) return <Bones lines={14} />;
  return <Open key={held.turn} draft={held.draft} flush={flush}>{children}</Open>;
}

function Open({ draft, flush, children }: { draft: Draft; flush: RefObject<Flush | undefined>; children: ReactNode }) {
  const t = useT();
  const { message } = App.useApp();
  const client = useQueryClient();
  const published = useCatalog();
  const [base, setBase] = useState(() => baseOf(draft));
  const [history, setHistory] = useState(() => begin(draft.files));
  const [problems, setProblems] = useState<Problem[]>(draft.problems);
  const [saving, setSaving] = useState<{ state: Saving; failure?: string }>({ state: 'saved' });
  const [remap, setAllRemaps] = useState<Remap>({});
  const sync = useSync(draft, {
    checked: (state) => setProblems(state.problems),
    saving: (state, failure) => setSaving({ state, failure: failure === undefined ? undefined : errorText(failure) }),
    merged: (theirs) => {
      setHistory(begin(theirs));
      void message.info(t('mergedDraft'));
    },
  });
  const files = history.now;
  useEffect(() => sync.want(files), [sync, files]);
  useEffect(() => {
    flush.current = () => sync.flush();
  }, [flush, sync]);
  const edit = useCallback((change: Edit, tag?: string) => {
    setHistory((before) => record(before, change(before.now), performance.now(), tag));
  }, []);

  const studio = useMemo<Studio>(() => ({
    files, base, published, problems, saving: saving.state, failure: saving.failure, edit, remap,
    undo: () => setHistory(undo), redo: () => setHistory(redo), canUndo: history.past.length > 0, canRedo: history.future.length > 0,
    flush: () => sync.flush(),
    setRemap: (pipeline, from, to) => setAllRemaps((all) => ({ ...all, [pipeline]: { ...all[pipeline], [from]: to } })),
    discard: async () => {
      await sync.flush().catch(() => undefined);
      await discardDraft();
      const fresh = await readDraft();
      sync.rest(fresh);
      setBase(baseOf(fresh));
      setHistory(begin(fresh.files));
      setProblems(fresh.problems);
      setAllRemaps({});
    },
    publish: async (text, told) => {
      const { revision } = await sync.flush();
      const version = await publishDraft({ message: text, revision, remap: neededRemap(base, files, remap) }, told);
      // The new version makes the provider read the draft anew.
      await Promise.all([keys.catalog, keys.versions].map((queryKey) => client.invalidateQueries({ queryKey })));
      return version;
    },
  }), [files, base, published, problems, saving, edit, remap, history, sync, client]);
  return <StudioContext.Provider value={studio}>{children}</StudioContext.Provider>;
}

function useSync(draft: Draft, listener: ConstructorParameters<typeof Sync>[1]): Sync {
  const latest = useRef(listener);
  latest.current = listener;
  const [sync] = useState(() => new Sync(draft, {
    checked: (state) => latest.current.checked(state),
    saving: (state, failure) => latest.current.saving(state, failure),
    merged: (files) => latest.current.merged(files),
  }));
  useEffect(() => () => sync.stop(), [sync]);
  return sync;
}

/** Only what still matters: stages that are gone. */
function neededRemap(base: Files, files: Files, remap: Remap): Remap | undefined {
  const now = pipelines(files);
  const needed = pipelines(base).flatMap(({ path, def }) => {
    const gone = removedStages(def, now.find((one) => one.path === path)?.def).map((stage) => stage.key);
    const given = Object.entries(remap[def.key] ?? {}).filter(([from]) => gone.includes(from));
    return given.length > 0 ? [[def.key, Object.fromEntries(given)] as const] : [];
  });
  return needed.length > 0 ? Object.fromEntries(needed) : undefined;
}

/** Inside, the catalog is the draft: whatever draws itself from the catalog shows what is being built. */
export function DraftCatalog({ studio, children }: { studio: Studio; children: ReactNode }) {
  const catalog = useMemo(() => draftCatalog(studio.files, studio.published), [studio.files, studio.published]);
  const [client] = useState(() => {
    const made = new QueryClient({ defaultOptions: { queries: { staleTime: 15_000, refetchOnWindowFocus: false, retry: false } } });
    made.setQueryData(keys.catalog, catalog);
    return made;
  });
  useEffect(() => {
    client.setQueryData(keys.catalog, catalog);
  }, [client, catalog]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
