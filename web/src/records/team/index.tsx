/** The button that says with how many people a record is shared, and opens their list. Knows no object. */
import { Button, Drawer, Popover } from 'antd';
import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTeam } from '@/api';
import { useNarrow } from '@/ui';
import { useT } from './locale';
import { Members } from './Members';

export function TeamButton({ object, id }: { object: string; id: string }) {
  const t = useT();
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const { data: team } = useTeam(object, id);
  if (!team || (!team.can_share && team.members.length === 0)) return null;
  const count = team.members.length;
  const name = count > 0 ? t('shared', { count }) : t('share');
  const button = (
    <Button icon={<UsersRound size={15} aria-hidden />} aria-label={name} title={name} aria-expanded={open} onClick={narrow ? () => setOpen(true) : undefined}>
      {count > 0 ? <span className="m-num">{count}</span> : narrow ? null : t('share')}
    </Button>
  );
  const members = <Members object={object} id={id} team={team} onLeft={() => setOpen(false)} />;
  if (narrow) return <>{button}<Drawer placement="bottom" size="80%" open={open} onClose={() => setOpen(false)} title={t('title')}>{members}</Drawer></>;
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} destroyOnHidden open={open} onOpenChange={setOpen} title={t('title')} content={<div className="m-team-pop">{members}</div>}>
      {button}
    </Popover>
  );
}
