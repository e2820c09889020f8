/** How somebody comes in: sessions and API tokens, one's own and, for those who look after users, anybody's. */
import { answer, api } from './client';
import type { components } from './generated';

type Api = components['schemas'];
export type OpenSession = Api['OpenSession'];
export type ApiToken = Api['ApiToken'];
export type NewApiToken = Api['NewApiToken'];
export type Identity = Api['Identity'];
export type UserAccess = Api['UserAccess'];
export type SignInLink = Api['SignInLink'];
export type OpenIdSettings = Api['OpenIdSettings'];
export type SecondFactorState = Api['SecondFactor'];
export type SignInPolicy = Api['SignInPolicy'];

const at = <Path extends Record<string, string>>(path: Path) => ({ params: { path } });

export const ownSessions = () => answer(api.GET('/api/sessions'));
export const endSession = (id: string) => answer(api.DELETE('/api/sessions/{id}', at({ id })));
export const endOtherSessions = () => answer(api.DELETE('/api/sessions'));

export const ownTokens = () => answer(api.GET('/api/tokens'));
export const makeToken = (body: Api['TokenToMake']) => answer(api.POST('/api/tokens', { body }));
export const revokeToken = (id: string) => answer(api.DELETE('/api/tokens/{id}', at({ id })));

export const userAccess = (id: string) => answer(api.GET('/api/users/{id}/access', at({ id })));
export const signUserOut = (id: string) => answer(api.DELETE('/api/users/{id}/sessions', at({ id })));
export const endUserSession = (id: string, session: string) => answer(api.DELETE('/api/users/{id}/sessions/{session}', at({ id, session })));
export const revokeUserToken = (id: string, token: string) => answer(api.DELETE('/api/users/{id}/tokens/{token}', at({ id, token })));

export const makeLink = (id: string) => answer(api.POST('/api/users/{id}/link', at({ id })));
export const sendLink = (id: string) => answer(api.POST('/api/users/{id}/link/send', at({ id })));
export const askForLink = (email: string, workspace?: string) => answer(api.POST('/api/link/forgotten', { body: { email, workspace: workspace || undefined } }));
export const linkOwner = (code: string, workspace?: string) => answer(api.POST('/api/link', { body: { code, workspace } }));
export const redeemLink = (code: string, password: string, workspace?: string) => answer(api.POST('/api/link/password', { body: { code, password, workspace } }));

export const ownSecondFactor = () => answer(api.GET('/api/session/second_factor'));
export const beginSecondFactor = () => answer(api.POST('/api/session/second_factor'));
export const confirmSecondFactor = (code: string) => answer(api.POST('/api/session/second_factor/confirm', { body: { code } }));
export const renewRecoveryCodes = (code: string) => answer(api.POST('/api/session/second_factor/codes', { body: { code } }));
export const turnOffSecondFactor = (body: Api['SecondFactorOff']) => answer(api.POST('/api/session/second_factor/off', { body }));
export const resetSecondFactor = (id: string) => answer(api.DELETE('/api/users/{id}/second_factor', at({ id })));

export const ownIdentities = () => answer(api.GET('/api/identities'));
export const unlinkIdentity = ({ issuer, subject }: Identity) => answer(api.DELETE('/api/identities', { params: { query: { issuer, subject } } }));
export const unlinkUserIdentity = (id: string, { issuer, subject }: Identity) =>
  answer(api.DELETE('/api/users/{id}/identities', { params: { path: { id }, query: { issuer, subject } } }));

export const openIdSettings = () => answer(api.GET('/api/openid'));
export const saveOpenId = (body: Api['OpenIdWish']) => answer(api.POST('/api/openid', { body }));
export const forgetOpenId = () => answer(api.DELETE('/api/openid'));

export const signInPolicy = () => answer(api.GET('/api/sign_in_policy'));
export const saveSignInPolicy = (body: Api['SignInPolicyChange']) => answer(api.PATCH('/api/sign_in_policy', { body }));
