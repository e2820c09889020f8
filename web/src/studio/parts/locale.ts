/** Words of addresses that things come in by. */
import { locale } from '@/i18n';

export const useT = locale('studio.address', {
  makeAddress: '生成地址', renewAddress: '更换地址', renewSure: '更换后，原来的地址立即失效。', copy: '复制', copied: '已复制',
}, {
  makeAddress: 'Make an address', renewAddress: 'Change the address', renewSure: 'The address before is void from then on.', copy: 'Copy', copied: 'Copied',
}).useT;
