import { answer, api, done, type Answer, type BodyOf } from '../../shared/api/client'

export type PackOffer = Answer<'/setup', 'get'>['packs'][number]

export const setupKey = ['setup'] as const
export const fetchSetup = () => answer(api.GET('/setup'))
export const setUp = (body: BodyOf<'/setup', 'post'>) => done(api.POST('/setup', { body }))
