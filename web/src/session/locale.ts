/** Words of signing in, setting up and the own profile. */
import { locale } from '@/i18n';

export const words = locale('session', {
  signIn: '登录', email: '邮箱', password: '密码', welcome: '登录 Mortise', demo: '演示账号', useDemo: '使用演示账号',
  required: '请填写', badEmail: '请填写有效的邮箱', shortPassword: '密码至少 8 位', setUp: '创建管理员',
  setUpHint: '这是一个全新的工作区。请创建第一个管理员账号，之后就可以邀请同事。', name: '姓名', workspace: '工作区名称', start: '开始使用',
  language: '语言', theme: '主题', profile: '个人设置', current: '当前密码', next: '新密码', changePassword: '修改密码', changed: '密码已修改',
  saved: '已保存', show: '显示密码', 'theme.light': '浅色', 'theme.dark': '深色', 'theme.auto': '跟随系统', nameHint: '同事会看到这个名字',
  signOut: '退出登录', workspaceKey: '工作区', workspaceKeyHint: '工作区的代号，由管理员告知', code: '一次性代码', codeHint: '与工作区文件一起交给你的代码',
  toSignIn: '去登录', choosePassword: '设置密码并登录', welcomeName: '欢迎，{{name}}', resetName: '{{name}}，请设置新密码', chooseHint: '以后用 {{email}} 和这个密码登录。',
  goodPassword: '越长越安全；不要用常见密码，也不要包含姓名或邮箱。', mustChange: '请先修改密码', mustChangeHint: '当前密码是管理员设置的。请换成只有你自己知道的密码。',
  enterCode: '输入验证码', enterCodeHint: '请输入验证器应用显示的 6 位验证码；手机不在身边时，用一个恢复码。', theCode: '验证码或恢复码', startOver: '重新登录',
  enterBy: '用{{name}}登录', 'openid.state': '这次登录已失效，请再试一次。', 'openid.declined': '登录服务没有批准这次登录。', 'openid.unreachable': '登录服务没有正常回答，请稍后再试，或联系管理员。',
  'openid.code': '登录服务不认可这次登录，请再试一次。', 'openid.token': '登录服务的回答没有通过校验，请联系管理员。', 'openid.email': '登录服务没有提供已验证的邮箱，请联系管理员。', 'openid.domain': '这个邮箱域名不允许登录。',
  'openid.unknown': '这里没有使用这个邮箱的用户，请联系管理员。', 'openid.inactive': '这个用户已停用。',
  mustSetUp: '请先设置两步验证', mustSetUpHint: '这个工作区要求两步验证。只需设置一次。',
  invitedHint: '这个工作区移交给了你。请用收到的邮箱和一次性代码设置密码，成为它的第一位管理员。',
}, {
  signIn: 'Sign in', email: 'Email', password: 'Password', welcome: 'Sign in to Mortise', demo: 'Demo account', useDemo: 'Use the demo account',
  required: 'Please fill this in', badEmail: 'Please enter a valid email address', shortPassword: 'At least 8 characters', setUp: 'Create the administrator',
  setUpHint: 'This workspace is brand new. Create its first administrator; you can invite your colleagues afterwards.', name: 'Name',
  workspace: 'Workspace name', start: 'Start', language: 'Language', theme: 'Theme', profile: 'Profile', current: 'Current password',
  next: 'New password', changePassword: 'Change password', changed: 'Password changed', saved: 'Saved', show: 'Show password',
  'theme.light': 'Light', 'theme.dark': 'Dark', 'theme.auto': 'As the system', nameHint: 'Your colleagues see this name',
  signOut: 'Sign out', workspaceKey: 'Workspace', workspaceKeyHint: 'Its key, as your administrator told you', code: 'One-time code',
  codeHint: 'The code that came with the workspace',
  toSignIn: 'To sign-in', choosePassword: 'Set password and sign in', welcomeName: 'Welcome, {{name}}', resetName: '{{name}}, choose a new password',
  chooseHint: 'From now on, sign in with {{email}} and this password.', goodPassword: 'Longer is safer. No common password, and not your name or e-mail address.',
  mustChange: 'Change your password first', mustChangeHint: 'An administrator set the current one. Choose one that only you know.',
  enterCode: 'Enter the code', enterCodeHint: 'Six digits that your authenticator app shows; without your phone, one of your recovery codes.', theCode: 'Code or recovery code',
  startOver: 'Start over', enterBy: 'Sign in with {{name}}', 'openid.state': 'This sign-in is no longer valid. Please try again.', 'openid.declined': 'The provider did not approve the sign-in.',
  'openid.unreachable': 'The provider does not answer as it should. Try again later, or ask your administrator.', 'openid.code': 'The provider does not accept this sign-in. Please try again.',
  'openid.token': 'What the provider said could not be verified. Ask your administrator.', 'openid.email': 'The provider gave no verified e-mail address. Ask your administrator.',
  'openid.domain': 'Addresses of this domain may not sign in.', 'openid.unknown': 'Nobody here has this e-mail address. Ask your administrator.', 'openid.inactive': 'This user is switched off.',
  mustSetUp: 'Set up two-factor sign-in first', mustSetUpHint: 'This workspace asks for it. You do this once.',
  invitedHint: 'This workspace was handed over to you. Choose a password with the e-mail address and the one-time code you were given, and be its first administrator.',
});
export const useT = words.useT;
