import { answer, api, type Answer } from '../../shared/api/client'

export type CurrentPack = Answer<'/packs/current', 'get'>
export type PackItem = CurrentPack['items'][number]
export type PackField = PackItem['fields'][number]

export const fetchPack = () => answer(api.GET('/packs/current'))
