/** The right pane of the form designer: settings of the chosen field or section, else of the object. */
import { useSelection } from '../selection';
import { FieldSettings } from './FieldSettings';
import { ObjectSettings } from './ObjectSettings';
import { SectionSettings } from './SectionSettings';

export function FormSettings({ object }: { object: string }) {
  const [at] = useSelection();
  const [kind, name = ''] = at?.split(':') ?? [];
  if (kind === 'field') return <FieldSettings key={name} object={object} name={name} />;
  if (kind === 'section') return <SectionSettings key={name} object={object} name={name} />;
  return <ObjectSettings key={object} object={object} />;
}
