/** The button that opens the choice of columns. */
import { Button, Popover } from 'antd';
import { Columns3 } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { CatalogObject } from '@/api';
import { Bones } from '@/ui';
import { useT } from '../locale';
import type { ViewState } from './views';

const ColumnPane = lazy(() => import('./ColumnPane'));

export function ColumnChooser({ object, state }: { object: CatalogObject; state: ViewState }) {
  const t = useT();
  const content = <Suspense fallback={<Bones lines={6} />}><ColumnPane object={object} state={state} /></Suspense>;
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} destroyOnHidden content={content}>
      <Button size="small" type="text" icon={<Columns3 size={14} aria-hidden />}>{t('columns')}</Button>
    </Popover>
  );
}
