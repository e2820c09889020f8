/** The pane of a role: its name, what of the workspace it looks after, how much it may export. */
import { Button, Checkbox, InputNumber, Popconfirm } from 'antd';
import { Trash2 } from 'lucide-react';
import { useNavigate } from 'react-router';
import { makeKey, type Administer, type Label, type RoleDef } from '@/api';
import { useLabel } from '@/i18n';
import { amendRole, rekeyRole, removeRole, renameRole, roleIn, rolesIn } from '../model/roles';
import { LabelInput, Part, Setting } from '../parts';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { freshLabel } from './fresh';
import { Hidden } from './Hidden';
import { useT } from './locale';

const PARTS: Administer[] = ['catalog', 'users', 'data', 'audit'];

export function RoleSettings({ role }: { role: RoleDef }) {
  const t = useT();
  const label = useLabel();
  const go = useNavigate();
  const { base, edit } = useStudio();
  const [, , fresh] = useSelection();
  const settle = useSettledKey(role);
  const published = roleIn(base, role.key) !== undefined;
  const set = (changes: Partial<RoleDef>, tag?: string) => edit((files) => amendRole(files, role.key, changes), tag && `role ${role.key} ${tag}`);
  const administer = role.administer ?? [];
  const turn = (part: Administer, on: boolean) => {
    const next = PARTS.filter((one) => (one === part ? on : administer.includes(one)));
    set({ administer: next.length > 0 ? next : undefined });
  };
  const remove = () => {
    void go('/studio/roles');
    edit((files) => removeRole(files, role.key, published));
  };
  return (
    <div className="s-pane">
      <header className="s-pane-head"><span className="m-grow">{t('settings')}</span><code className="m-faint">{role.key}</code></header>
      <Part>
        <LabelInput name={t('name')} value={role.label} given={freshLabel} autoFocus={fresh} onDone={(done) => void settle(done)}
          onChange={(next) => next && edit((files) => renameRole(files, role.key, next), `role ${role.key} label`)} />
      </Part>
      <Part title={t('administer')}>
        {PARTS.map((part) => <Checkbox key={part} checked={administer.includes(part)} onChange={({ target }) => turn(part, target.checked)}>{t(`administer.${part}`)}</Checkbox>)}
      </Part>
      <Part>
        <Setting label={t('exportLimit')}>
          {(id) => <InputNumber id={id} min={0} max={4_000_000_000} precision={0} value={role.export_limit?.rows_per_day ?? null} placeholder={t('noLimit')} suffix={t('rows')} style={{ width: '100%' }}
            onChange={(rows) => set({ export_limit: rows === null ? undefined : { ...role.export_limit, rows_per_day: rows } }, 'limit')} />}
        </Setting>
      </Part>
      <Hidden hide={role.hide ?? {}} onChange={(hide) => set({ hide })} />
      <Part>
        <Popconfirm title={t('removeSure', { name: label(role.label) })} description={t('removeHint')} okText={t('remove')} okButtonProps={{ danger: true }} onConfirm={remove}>
          <Button block danger icon={<Trash2 size={14} aria-hidden />}>{t('remove')}</Button>
        </Popconfirm>
      </Part>
    </div>
  );
}

/** A name given to a role that was never published makes its key. */
function useSettledKey(role: RoleDef) {
  const go = useNavigate();
  const { base, files, edit } = useStudio();
  return async (label: Label) => {
    const untouched = label['zh-CN'] === freshLabel['zh-CN'] || label['zh-CN'] === '';
    if (roleIn(base, role.key) || !/^role(_\d+)?$/.test(role.key) || untouched) return;
    const taken = rolesIn(files).map((one) => one.key).filter((key) => key !== role.key);
    const made = await makeKey(label, taken).catch(() => undefined);
    if (!made || made.key === role.key) return;
    edit((now) => rekeyRole(now, role.key, made.key));
    void go(`/studio/roles/${made.key}`, { replace: true });
  };
}
