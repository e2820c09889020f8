/** Words of secrets: kept for rules, never shown again. */
import { locale } from '@/i18n';

export const secretWords = locale('studio.secrets', {
  secrets: '密钥', hint: '规则对外发送时用到的令牌、地址和签名密钥放在这里。文件里只写名称；值加密保存，保存后任何人都看不到，只能换成新的。', none: '还没有密钥', add: '新密钥', name: '名称', nameHint: '字母、数字、_ 和 -，如 WECOM_URL', badName: '只能用字母、数字、_ 和 -，最多 60 个字符', taken: '已经有这个名称，保存会换掉它的值', value: '值', keep: '保存', cancel: '取消', kept: '密钥已保存', enter: '填写值', replace: '换成新的', replaceOf: '换掉 {{name}} 的值', forget: '删除', forgetOf: '删除密钥 {{name}}', forgetSure: '删除密钥“{{name}}”？', forgetUsed: '有 {{count}} 处正在使用它，删除后那些步骤会失败。', forgetUnused: '没有规则在使用它。', forgotten: '密钥已删除',
  usedIn: '用在', unused: '没有规则使用', missingHint: '规则用到了这个名称，但还没有保存它的值。', notKept: '“{{name}}”还没有保存', choose: '选择密钥', make: '新密钥…',
}, {
  secrets: 'Secrets', hint: 'Tokens, addresses and signing keys that rules use when they send something outside. Files only name them; the values are kept sealed and shown to nobody again, only replaced.', none: 'There are no secrets yet', add: 'New secret', name: 'Name', nameHint: 'Letters, digits, _ and -, such as WECOM_URL', badName: 'Letters, digits, _ and - only, at most 60', taken: 'There is one of this name: its value is replaced', value: 'Value', keep: 'Keep', cancel: 'Cancel', kept: 'The secret is kept', enter: 'Enter it', replace: 'Replace', replaceOf: 'Replace the value of {{name}}', forget: 'Delete', forgetOf: 'Delete the secret {{name}}', forgetSure: 'Delete the secret “{{name}}”?', forgetUsed: 'It is used in {{count}} places, which will fail without it.', forgetUsed_one: 'It is used in {{count}} place, which will fail without it.', forgetUnused: 'No rule uses it.', forgotten: 'The secret is deleted',
  usedIn: 'Used in', unused: 'No rule uses it', missingHint: 'Rules name it, but its value has not been kept yet.', notKept: '“{{name}}” is not kept yet', choose: 'Choose a secret', make: 'New secret…',
});

export const useT = secretWords.useT;
