/** The people of the workspace: the list of the engine's own object for them. Passwords are set on a person's page. */
import { ObjectList } from '@/records/list';

export default function Users() {
  return <ObjectList objectKey="user" />;
}
