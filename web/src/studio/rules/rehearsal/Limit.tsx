/** How often a rule may run; what is over that runs later. */
import { InputNumber, Select, Space } from 'antd';
import type { RuleDef } from '@/api';
import { Setting } from '../../parts';
import { amendRule } from '../../model/rule';
import { useStudio } from '../../state/context';
import { useT, type RehearsalWord } from './locale';

const WINDOWS = ['1m', '10m', '1h', '1d'];

export function LimitSetting({ path, rule }: { path: string; rule: RuleDef }) {
  const t = useT();
  const { edit } = useStudio();
  const per = rule.limit?.per ?? '1h';
  const known = WINDOWS.includes(per) ? WINDOWS : [...WINDOWS, per];
  const set = (runs: number | null | undefined, window: string) => edit((files) => amendRule(files, path, { limit: runs ? { runs, per: window } : undefined }), `${path} limit`);
  return (
    <Setting label={t('limit')} hint={t('limitHint')}>
      {(id) => (
        <Space.Compact block>
          <InputNumber id={id} min={1} max={1_000_000} precision={0} value={rule.limit?.runs} placeholder={t('noLimit')} onChange={(runs) => set(runs, per)} style={{ flex: 1 }} />
          <Select aria-label={t('window')} value={per} disabled={!rule.limit} options={known.map((value) => ({ value, label: WINDOWS.includes(value) ? t(`per.${value}` as RehearsalWord) : value }))} onChange={(window: string) => set(rule.limit?.runs, window)} style={{ width: 120 }} />
        </Space.Compact>
      )}
    </Setting>
  );
}
