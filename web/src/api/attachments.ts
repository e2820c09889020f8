/** Files that records hold. */
import { answer, api, fileBody } from './client';

export const uploadFile = (file: File) =>
  answer(api.POST('/api/files', { params: { header: { 'X-File-Name': encodeURIComponent(file.name) } }, ...fileBody(file) }));

export const fileUrl = (id: string) => `/api/files/${id}`;
