/** The buttons of rules: what they did is said at once, with links to what they made. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { forgetRecord, pressButton, useCatalog, type ButtonRule, type CatalogObject, type RecordData, type Run } from '@/api';
import { useLabel } from '@/i18n';
import { useShell } from '@/shell/context';
import { errorText } from '@/ui';
import { isVisible } from '../filter';
import { useT } from '../locale';
import { useScope } from '../sections';
import { RunResult } from './RunResult';

export function RuleButtons({ object, record }: { object: CatalogObject; record: RecordData }) {
  const scope = useScope(object, record);
  const label = useLabel();
  const { looking } = useShell();
  const placed = (object.layout.buttons ?? []).map((place) => ({ place, rule: object.buttons.find((button) => button.rule === place.rule) }));
  const { press, busy } = usePress(object, record);
  return placed.filter(({ rule }) => rule && isVisible(rule.where, scope)).map(({ place, rule }) => rule && (
    <Button key={rule.rule} type={place.primary ? 'primary' : 'default'} loading={busy === rule.rule} disabled={busy !== undefined || looking} onClick={() => void press(rule)}>{label(rule.label)}</Button>
  ));
}

function usePress(object: CatalogObject, record: RecordData) {
  const t = useT();
  const label = useLabel();
  const client = useQueryClient();
  const catalog = useCatalog();
  const { notification } = App.useApp();
  const [busy, setBusy] = useState<string>();
  const say = (rule: ButtonRule, run: Run) => {
    const name = label(rule.label);
    if (run.state === 'failed') return notification.error({ title: t('ruleFailed', { label: name }), description: run.error ?? run.steps.find((step) => step.error)?.error, duration: 0 });
    if (run.state === 'running') return notification.info({ title: t('ruleRunning', { label: name }), duration: 6 });
    return notification.success({ title: t('ruleDone', { label: name }), description: <RunResult run={run} />, duration: 12 });
  };
  const press = async (rule: ButtonRule) => {
    setBusy(rule.rule);
    try {
      const { run } = await pressButton(object.key, record.id, rule.rule);
      if (typeof run === 'object') say(rule, run);
      await forgetRecord(client, object.key, record.id);
      await Promise.all(Object.keys(catalog.objects).map((key) => client.invalidateQueries({ queryKey: ['records', key], refetchType: 'active' })));
    } catch (error) {
      notification.error({ title: t('ruleFailed', { label: label(rule.label) }), description: errorText(error), duration: 0 });
    } finally {
      setBusy(undefined);
    }
  };
  return { press, busy };
}
