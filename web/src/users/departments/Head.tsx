/** The head of the chosen department: where it stands, its name, what can be added to it. */
import { Button, Dropdown, Input } from 'antd';
import { ArrowLeft, Building2, Plus, SquareArrowOutUpRight, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCatalog } from '@/api';
import { useShell } from '@/shell/context';
import { useT } from './locale';
import { BELONGS, DEPARTMENT, PARENT, USER, type Department } from './model';

interface Props {
  department: Department | undefined;
  path: Department[];
  onBack?: () => void;
  onRename: (name: string) => void;
}

export function Head({ department, path, onBack, onRename }: Props) {
  const t = useT();
  const shell = useShell();
  const { objects } = useCatalog();
  const items = [
    objects[USER]?.can.create && { key: 'person', label: t('addPerson'), icon: <UserRoundPlus size={14} />, onClick: () => shell.create({ object: USER, values: department && { [BELONGS]: department.id }, onCreated: () => undefined }) },
    department && objects[DEPARTMENT]?.can.create && { key: 'below', label: t('addBelow', { name: department.name }), icon: <Building2 size={14} />, onClick: () => shell.create({ object: DEPARTMENT, values: { [PARENT]: department.id }, onCreated: () => undefined }) },
  ].filter((item) => item !== false && item !== undefined);
  const above = path.slice(0, -1);
  return (
    <header className="m-dep-title">
      {onBack && <button type="button" className="m-icon-button" aria-label={t('back')} title={t('back')} onClick={onBack}><ArrowLeft size={16} /></button>}
      <div className="m-grow m-dep-who">
        {above.length > 0 && <div className="m-faint m-ellipsis m-dep-path">{above.map((one) => one.name).join(' / ')}</div>}
        {department ? <Name key={department.id} department={department} may={objects[DEPARTMENT]?.can.update ?? false} onRename={onRename} /> : <h2>{t('unassigned')}</h2>}
      </div>
      {department && <Link className="m-icon-button" to={`/o/${DEPARTMENT}/${department.id}`} aria-label={t('open', { name: department.name })} title={t('open', { name: department.name })}><SquareArrowOutUpRight size={15} /></Link>}
      {items.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items }}>
          <Button size="small" icon={<Plus size={14} aria-hidden />} aria-label={t('actions', { name: department?.name ?? t('unassigned') })} />
        </Dropdown>
      )}
    </header>
  );
}

/** A name that is edited where it stands: Enter keeps it, Esc gives up. */
function Name({ department: { name }, may, onRename }: { department: Department; may: boolean; onRename: (name: string) => void }) {
  const t = useT();
  const [typed, setTyped] = useState<string>();
  const done = () => {
    const next = typed?.trim();
    setTyped(undefined);
    if (next && next !== name) onRename(next);
  };
  if (typed !== undefined) {
    return (
      <Input value={typed} autoFocus aria-label={t('rename', { name })} onChange={(event) => setTyped(event.target.value)} onBlur={done} onPressEnter={done}
        onKeyDown={(event) => event.key === 'Escape' && setTyped(undefined)} />
    );
  }
  if (!may) return <h2 className="m-ellipsis">{name}</h2>;
  return <h2 className="m-ellipsis"><button type="button" className="m-plain m-dep-rename" title={t('rename', { name })} aria-label={t('rename', { name })} onClick={() => setTyped(name)}>{name}</button></h2>;
}
