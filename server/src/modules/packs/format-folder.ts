import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { holidayFile, type HolidayFile } from '../org'
import type { PackVocabulary } from './format-checks'
import { parsePack, type PackFile, type ParsedPack } from './format'

/** Reads one pack folder; every YAML file in it is a file of the pack, other files (a README) are left alone. */
export async function readPackFolder(folder: string, vocabulary: PackVocabulary = {}): Promise<ParsedPack> {
  return parsePack(await packFilesIn(folder), vocabulary)
}

/** The YAML files of a pack folder with their text, by name. */
export async function packFilesIn(folder: string): Promise<PackFile[]> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()
  return Promise.all(names.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })))
}

/** Folders beside the packs that hold no pack. */
const shared = new Set(['calendars'])

/** The names of the pack folders in a folder of packs. */
export async function packFoldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && !shared.has(entry.name))
    .map((entry) => entry.name)
    .sort()
}

/** ORG-11: the official holidays that came with the product, one file a year; a faulty file is an error, not a gap. */
export async function holidayFilesIn(folder: string): Promise<HolidayFile[]> {
  const files = await packFilesIn(join(folder, 'calendars'))
  return files.map(({ text }) => holidayFile.parse(parse(text)))
}
