/** Forms that anybody may fill in, as whoever does sees them. */
import { answer, api } from './client';

export const getOpenForm = (workspace: string, token: string) => answer(api.GET('/api/forms/{workspace}/{token}', { params: { path: { workspace, token } } }));

export const submitForm = (workspace: string, token: string, id: string, values: Record<string, unknown>, homepage: string) =>
  answer(api.POST('/api/forms/{workspace}/{token}', { params: { path: { workspace, token } }, body: { id, values, homepage } }));
