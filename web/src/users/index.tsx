/** The people of the workspace: by their departments where it has them, else as the list of the engine's own object. Passwords are set
 *  on a person's page. */
import { useCatalog } from '@/api';
import { ObjectList } from '@/records/list';
import { Organisation } from './departments';
import { organised, USER } from './departments/model';

export default function Users() {
  return organised(useCatalog().objects) ? <Organisation /> : <ObjectList objectKey={USER} />;
}
