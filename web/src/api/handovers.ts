/** Handovers over HTTP: what one would be about, how far one has come, and undoing it. */
import { useQuery, type Query } from '@tanstack/react-query';
import { answer, api } from './client';
import type { components } from './generated';
import { keys } from './keys';

export type Handover = components['schemas']['Handover'];
export type HandoverPart = components['schemas']['HandoverPart'];
export type HandoverPlan = components['schemas']['HandoverPlan'];
export type HandoverCount = components['schemas']['HandoverCount'];

const ASK_EVERY = 1000;

export const underWay = (handover: Handover) => ['waiting', 'running', 'undoing'].includes(handover.state);

/** Everything that the person has, counted. */
export const useHandoverPreview = (from: string | undefined) =>
  useQuery({
    queryKey: keys.handoverPreview(from ?? ''),
    queryFn: () => answer(api.POST('/api/handovers/preview', { body: { from: from ?? '' } })),
    enabled: from !== undefined,
    staleTime: 0,
  });

export const previewHandover = (from: string, plan: HandoverPlan) => answer(api.POST('/api/handovers/preview', { body: { from, plan } }));

export const startHandover = (from: string, plan: HandoverPlan) => answer(api.POST('/api/handovers', { body: { from, ...plan } }));

export const undoHandover = (id: string) => answer(api.POST('/api/handovers/{id}/undo', { params: { path: { id } } }));

export const deactivateUser = (id: string, handover?: HandoverPlan) =>
  answer(api.POST('/api/users/{id}/deactivate', { params: { path: { id } }, body: { handover } }));

/** Asked again and again while something is under way. */
export const useHandovers = () =>
  useQuery({
    queryKey: keys.handovers,
    queryFn: () => answer(api.GET('/api/handovers')),
    refetchInterval: (query: Query<Handover[]>) => (query.state.data?.some(underWay) ? ASK_EVERY : false),
  });

export const useHandover = (id: string) =>
  useQuery({ queryKey: keys.handover(id), queryFn: () => answer(api.GET('/api/handovers/{id}', { params: { path: { id } } })) });
