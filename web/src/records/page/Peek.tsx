/** A record opened beside the list it stands in. */
import { Drawer } from 'antd';
import { Maximize2 } from 'lucide-react';
import { Link } from 'react-router';
import type { CatalogObject } from '@/api';
import { useLabel } from '@/i18n';
import { testids } from '@/testids';
import { useNarrow } from '@/ui';
import { useT } from '../locale';
import { RecordView } from './RecordView';

export default function Peek({ object, id, onClose }: { object: CatalogObject; id: string; onClose: () => void }) {
  const t = useT();
  const label = useLabel();
  const narrow = useNarrow();
  const full = <Link to={`/o/${object.key}/${id}`} className="m-icon-button" aria-label={t('openFull')} title={t('openFull')}><Maximize2 size={15} /></Link>;
  return (
    <Drawer open onClose={onClose} size={narrow ? '100%' : 640} mask={false} title={label(object.label)} extra={full} styles={{ body: { padding: 0 } }} data-testid={testids.peek}>
      <RecordView key={id} object={object} id={id} slim onGone={onClose} />
    </Drawer>
  );
}
