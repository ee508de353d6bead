import { choice, items, text } from './entity.ts'

export const networks = ['line', 'kakaotalk', 'wechat', 'whatsapp', 'facebook', 'instagram', 'x', 'linkedin', 'zalo'] as const
export type Network = (typeof networks)[number]

/** Where somebody is met on the networks, by the name that they have there. */
export const socials = () => items({ network: choice(networks, { required: true }), handle: text(120, { required: true }) })
