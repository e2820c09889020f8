/** Publishing: a word about it, where records of removed stages go, and what still stands in the way. */
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { isApiError, stageUsage, type Chore, type PipelineDef, type StageDef } from '@/api';
import { useLabel } from '@/i18n';
import { errorText } from '@/ui';
import { Progressing } from '../parts/Progressing';
import { useT } from '../locale';
import { pipelines } from '../model/files';
import { neighbour, removedStages } from '../model/pipeline';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { useChanges } from './useChanges';

export function PublishPanel({ onDone }: { onDone: () => void }) {
  const t = useT();
  const { message } = App.useApp();
  const { base, files, flush, publish, problems } = useStudio();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const [chore, setChore] = useState<Chore>();
  const count = useChanges().reduce((sum, one) => sum + one.items.length, 0);
  useEffect(() => void flush().catch(() => undefined), [flush]);
  const gone = useMemo(() => {
    const now = pipelines(files);
    return pipelines(base).flatMap(({ path, def }) => {
      const is = now.find((one) => one.path === path)?.def;
      return is ? removedStages(def, is).map((stage) => ({ pipeline: is, before: def, stage })) : [];
    });
  }, [base, files]);
  const go = async () => {
    setBusy(true);
    setFailed(undefined);
    try {
      const version = await publish(text.trim(), setChore);
      void message.success(t('published', { version }));
      onDone();
    } catch (error) {
      setFailed(isApiError(error, 'catalog') ? t('publishProblems') : errorText(error));
    } finally {
      setBusy(false);
      setChore(undefined);
    }
  };
  return (
    <div className="s-publish" data-testid={testids.publishPanel}>
      <h2>{t('publishTitle', { count })}</h2>
      <div className="m-soft">{t('publishHint')}</div>
      {gone.map(({ pipeline, before, stage }) => <Removed key={`${pipeline.key} ${stage.key}`} pipeline={pipeline} before={before} stage={stage} />)}
      <Input.TextArea autoFocus aria-label={t('publishMessage')} placeholder={t('publishMessage')} autoSize={{ minRows: 2, maxRows: 5 }} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && void go()} />
      {problems.length > 0 && <div className="m-danger" role="alert">{t('problemsFirst', { count: problems.length })}</div>}
      {failed && <div className="m-danger" role="alert">{failed}</div>}
      {chore && <Progressing chore={chore} />}
      <Button type="primary" block loading={busy} disabled={problems.length > 0} onClick={() => void go()}>{t('publishNow')}</Button>
    </div>
  );
}

/** Asks where the records of a removed stage go, unless it was said when the stage was removed. */
function Removed({ pipeline, before, stage }: { pipeline: PipelineDef; before: PipelineDef; stage: StageDef }) {
  const t = useT();
  const label = useLabel();
  const { remap, setRemap } = useStudio();
  const { data } = useQuery({ queryKey: ['usage', pipeline.key, stage.key], queryFn: () => stageUsage(pipeline.key, stage.key), staleTime: 5_000 });
  const others = pipeline.stages.filter((one) => one.key !== stage.key);
  const given = remap[pipeline.key]?.[stage.key];
  const chosen = others.some((one) => one.key === given) ? given : undefined;
  const beside = neighbour(before, stage.key);
  const first = others.find((one) => one.key === beside)?.key ?? others[0]?.key;
  const records = data?.records ?? 0;
  useEffect(() => {
    if (records > 0 && !chosen && first) setRemap(pipeline.key, stage.key, first);
  }, [records, chosen, first, pipeline.key, stage.key, setRemap]);
  if (records === 0) return null;
  return (
    <div className="s-remap">
      <span>{t('remap', { count: records, stage: label(stage.label) })}</span>
      <Select aria-label={t('remapTo')} value={chosen} onChange={(to) => setRemap(pipeline.key, stage.key, to)} options={others.map((one) => ({ value: one.key, label: label(one.label) }))} />
    </div>
  );
}
