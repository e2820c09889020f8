/** Files that records hold. */
import { api, apiUrl } from './client';
import type { FileRef } from './types';

export const uploadFile = (file: File) =>
  api.post<FileRef>('/files', file, {
    headers: { 'Content-Type': file.type || 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name) },
  });

export const fileUrl = (id: string) => apiUrl(`/files/${id}`);
