import type { z } from 'zod'
import { checkPack, type PackVocabulary } from './format-checks'
import { packFiles, type Pack, type PackFileName } from './format-shapes'
import { SourceFile, type PackIssue } from './format-source'

export interface PackFile {
  path: string
  text: string
}

export type ParsedPack = { pack: Pack; issues?: undefined } | { issues: PackIssue[]; pack?: undefined }

/**
 * PCK-1: reads the files of a pack folder into a checked pack, or says everything that is wrong with it, with file, line
 * and key. Nothing is taken from a pack with any fault.
 */
export function parsePack(files: readonly PackFile[], vocabulary: PackVocabulary = {}): ParsedPack {
  const sources = new Map(files.map((file) => [file.path, new SourceFile(file.path, file.text)]))
  const issues = [...unknownFiles(sources), ...[...sources.values()].flatMap((source) => source.faults())]
  const read = <Data>(name: PackFileName, shape: z.ZodType<Data>): Data | undefined => {
    const source = sources.get(name)
    if (source === undefined) {
      issues.push({
        file: name,
        line: 1,
        key: '',
        reason: 'packs.missing_file',
        message: 'the file is missing',
      })
      return undefined
    }
    if (source.faults().length > 0) return undefined
    const result = shape.safeParse(source.data())
    if (result.success) return result.data
    issues.push(...source.issuesOf(result.error))
    return undefined
  }
  const info = read('pack.yaml', packFiles['pack.yaml'])
  const settings = read('settings.yaml', packFiles['settings.yaml'])?.settings
  const roles = read('roles.yaml', packFiles['roles.yaml'])?.roles
  const units = read('units.yaml', packFiles['units.yaml'])?.units
  const positions = read('positions.yaml', packFiles['positions.yaml'])?.positions
  const calendar = read('calendar.yaml', packFiles['calendar.yaml'])
  const orderTypes = read('order-types.yaml', packFiles['order-types.yaml'])?.orderTypes
  const faultGroups = read('fault-groups.yaml', packFiles['fault-groups.yaml'])?.faultGroups
  const clocks = read('clocks.yaml', packFiles['clocks.yaml'])?.clocks
  const indicators = read('indicators.yaml', packFiles['indicators.yaml'])?.indicators
  const appraisal = read('appraisal.yaml', packFiles['appraisal.yaml'])
  const pay = read('pay.yaml', packFiles['pay.yaml'])
  if (!info || !settings || !roles || !units || !positions || !calendar) return { issues }
  if (!orderTypes || !faultGroups || !clocks || !indicators || !appraisal || !pay) return { issues }
  const pack = {
    info,
    settings,
    roles,
    units,
    positions,
    calendar,
    orderTypes,
    faultGroups,
    clocks,
    indicators,
    appraisal,
    pay,
  }
  issues.push(...checkPack(pack, sources, vocabulary))
  return issues.length > 0 ? { issues } : { pack }
}

function unknownFiles(sources: ReadonlyMap<string, SourceFile>): PackIssue[] {
  const unknown = [...sources.keys()].filter((name) => !Object.hasOwn(packFiles, name))
  return unknown.map((file) => ({
    file,
    line: 1,
    key: '',
    reason: 'packs.unknown_file',
    message: `not a file of a pack; known are ${Object.keys(packFiles).join(', ')}`,
  }))
}
