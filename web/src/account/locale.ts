/** Words of how somebody comes in: sessions, API tokens, links, rules. */
import { locale } from '@/i18n';

export const words = locale('account', {
  sessions: '登录设备', thisOne: '当前设备', unknownDevice: '未知设备', seen: '最近使用：{{when}}', end: '退出', ended: '已退出', endOthers: '退出其他所有设备',
  tokens: 'API 令牌', newToken: '新建令牌', noTokens: '令牌让程序以你的身份访问数据，权限不会超过你自己的，还可以更小。', tokenName: '用途', tokenNameHint: '例如：与财务系统同步',
  lasts: '有效期', days: '{{count}} 天', readOnlyChoice: '只能读取', onlyObjects: '只限这些对象', allObjects: '所有对象', readOnly: '只读', readWrite: '可读写',
  limitsHint: '令牌的权限永远不会超过你自己的。', until: '{{date}} 到期', used: '最近使用：{{when}} {{address}}', unused: '还没用过', expired: '已过期',
  revoke: '吊销', revoked: '已吊销', revokeAsk: '吊销令牌“{{name}}”？', revokeHint: '使用它的程序会立刻无法访问，且不能恢复。',
  secretHint: '请现在复制并妥善保存：它不会再次显示。', copy: '复制', copied: '已复制',
  access: '登录与安全', signOutAll: '全部退出', signOutAllAsk: '让{{name}}退出所有设备？', signOutAllHint: '所有设备会立刻退出登录，API 令牌也会全部吊销。', signedOutAll: '已全部退出',
  noSessions: '目前没有登录。', noTokensOf: '没有 API 令牌。', password: '密码', hasPassword: '已设置密码', noPassword: '还没有密码，无法登录',
  inviteLink: '邀请链接', resetLink: '重置链接', linkHint: '这里不会发送邮件：请自行把链接交给对方。它只显示这一次，只能用一次。', handOver: '{{name}}打开这个链接即可设置密码，{{until}} 前有效。',
  linkOut: '链接 {{until}} 前有效', locked: '登录失败次数太多，账号锁定到 {{until}}。新的链接会解除锁定。',
  rules: '登录规则', rulesHint: '对这个工作区的所有人生效。', rulesSaved: '规则已保存', minLength: '密码最短长度', changeAfterSet: '由管理员设置的密码，首次登录后必须修改',
}, {
  sessions: 'Signed-in devices', thisOne: 'This device', unknownDevice: 'Unknown device', seen: 'Last used {{when}}', end: 'Sign out', ended: 'Signed out',
  endOthers: 'Sign out all others', tokens: 'API tokens', newToken: 'New token',
  noTokens: 'A token lets a program reach the data on your behalf, with at most your rights, or fewer.', tokenName: 'What it is for',
  tokenNameHint: 'For example: sync with accounting', lasts: 'Works for', days: '{{count}} days', readOnlyChoice: 'Read only', onlyObjects: 'Only these objects',
  allObjects: 'All objects', readOnly: 'Read only', readWrite: 'Read and write', limitsHint: 'A token can never do more than you.', until: 'Until {{date}}',
  used: 'Last used {{when}} {{address}}', unused: 'Never used', expired: 'Expired', revoke: 'Revoke', revoked: 'Revoked', revokeAsk: 'Revoke the token “{{name}}”?',
  revokeHint: 'The program that uses it loses access at once. This cannot be undone.', secretHint: 'Copy it now and keep it safe: it is not shown again.',
  copy: 'Copy', copied: 'Copied', access: 'Sign-in and security', signOutAll: 'Sign out everywhere', signOutAllAsk: 'Sign {{name}} out everywhere?',
  signOutAllHint: 'Every device is signed out at once, and all API tokens are revoked.', signedOutAll: 'Signed out everywhere',
  noSessions: 'Not signed in anywhere.', noTokensOf: 'No API tokens.', password: 'Password', hasPassword: 'Has a password', noPassword: 'No password yet: cannot sign in',
  inviteLink: 'Invitation link', resetLink: 'Reset link', linkHint: 'No e-mail is sent from here: hand the link over yourself. It is shown this once and works once.',
  handOver: '{{name}} opens this link to choose a password. It works until {{until}}.', linkOut: 'a link works until {{until}}',
  locked: 'Too many failed sign-ins: shut until {{until}}. A new link opens the account.', rules: 'Sign-in rules', rulesHint: 'For everybody in this workspace.',
  rulesSaved: 'Rules saved', minLength: 'Shortest password', changeAfterSet: 'A password set by an administrator has to be changed at the first sign-in',
});
export const useT = words.useT;
