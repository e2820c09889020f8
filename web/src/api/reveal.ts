/** The whole of a masked value. */
import { answer, api } from './client';

export const revealValue = (object: string, id: string, field: string) =>
  answer(api.POST('/api/records/{object}/{id}/reveal/{field}', { params: { path: { object, id, field } } }));
