import { checkTemplate, notYetOfScheme } from '../appraisal'
import { notYetOfPay } from '../pay'
import { factsOf, parseFormula } from '../indicators'
import type { Pack, PackFileName } from './format-shapes'
import type { PackIssue, Path, SourceFile } from './format-source'

/** What the product knows and a pack may name; what is not given is not checked. */
export interface PackVocabulary {
  permissions?: readonly string[]
  /** Fact kinds with their measures. */
  facts?: Readonly<Record<string, readonly string[]>>
}

type Report = (file: PackFileName, path: Path, reason: string, message: string) => void

/** PCK-1: what only the whole pack shows — names that nobody defines, cards that do not add up, formulas not read. */
export function checkPack(
  pack: Pack,
  sources: ReadonlyMap<string, SourceFile>,
  vocabulary: PackVocabulary,
): PackIssue[] {
  const issues: PackIssue[] = []
  const report: Report = (file, path, reason, message) => {
    const source = sources.get(file)
    if (source !== undefined) issues.push(source.issue(path, reason, message))
  }
  checkKeys(pack, report)
  checkSettings(pack, report)
  checkRoles(pack, vocabulary, report)
  checkUnits(pack, report)
  checkPositions(pack, report)
  checkCalendars(pack, report)
  checkClocks(pack, report)
  checkIndicators(pack, vocabulary, report)
  checkCards(pack, report)
  checkSchemes(pack, report)
  checkPaidHaveCards(pack, report)
  return issues
}

function checkKeys(pack: Pack, report: Report): void {
  const lists: [PackFileName, string, readonly { key: string }[]][] = [
    ['settings.yaml', 'settings', pack.settings],
    ['roles.yaml', 'roles', pack.roles],
    ['units.yaml', 'units', pack.units],
    ['positions.yaml', 'positions', pack.positions],
    ['calendar.yaml', 'calendars', pack.calendar.calendars],
    ['calendar.yaml', 'shifts', pack.calendar.shifts],
    ['order-types.yaml', 'orderTypes', pack.orderTypes],
    ['fault-groups.yaml', 'faultGroups', pack.faultGroups],
    ['clocks.yaml', 'clocks', pack.clocks],
    ['indicators.yaml', 'indicators', pack.indicators],
    ['appraisal.yaml', 'gradeTables', pack.appraisal.gradeTables],
    ['appraisal.yaml', 'cards', pack.appraisal.cards],
    ['appraisal.yaml', 'schemes', pack.appraisal.schemes],
    ['pay.yaml', 'schemes', pack.pay.schemes],
  ]
  for (const [file, list, items] of lists) {
    const seen = new Set<string>()
    items.forEach((item, index) => {
      if (seen.has(item.key))
        report(file, [list, index, 'key'], 'duplicate_key', `"${item.key}" is defined twice`)
      seen.add(item.key)
    })
  }
}

function checkSettings(pack: Pack, report: Report): void {
  const positions = keysOf(pack.positions)
  pack.settings.forEach((setting, index) => {
    if (setting.key !== 'on_time.sheet_readers' || !Array.isArray(setting.value)) return
    setting.value
      .map(String)
      .forEach((key, place) =>
        need(positions, key, () =>
          report('settings.yaml', ['settings', index, 'value', place], ...unknown('position', key)),
        ),
      )
  })
}

function checkRoles(pack: Pack, { permissions }: PackVocabulary, report: Report): void {
  pack.roles.forEach((role, index) => {
    const seen = new Set<string>()
    role.grants.forEach(({ permission }, place) => {
      const path = ['roles', index, 'grants', place, 'permission']
      if (permissions !== undefined && !permissions.includes(permission)) {
        report('roles.yaml', path, ...unknown('permission', permission))
      }
      if (seen.has(permission))
        report('roles.yaml', path, 'duplicate_key', `"${permission}" is granted twice`)
      seen.add(permission)
    })
  })
}

function checkUnits(pack: Pack, report: Report): void {
  const above = new Set<string>()
  pack.units.forEach((unit, index) => {
    const path = ['units', index, 'parent']
    const isRoot = unit.parent === null
    if (isRoot !== (index === 0))
      report('units.yaml', path, 'one_root', 'the first unit, and no other, has no parent')
    // Each unit after its parent: this also keeps the tree free of circles.
    if (unit.parent !== null)
      need(above, unit.parent, () => report('units.yaml', path, ...unknown('unit', unit.parent)))
    above.add(unit.key)
  })
}

function checkPositions(pack: Pack, report: Report): void {
  const units = keysOf(pack.units)
  const roles = keysOf(pack.roles)
  const above = new Set<string>()
  pack.positions.forEach((position, index) => {
    const path = ['positions', index]
    const { unit, superior } = position
    need(units, unit, () => report('positions.yaml', [...path, 'unit'], ...unknown('unit', unit)))
    // Each position after its superior: so it can be loaded in one pass, and nobody reports to himself in the end.
    if (superior !== null) {
      need(above, superior, () =>
        report('positions.yaml', [...path, 'superior'], ...unknown('position above', superior)),
      )
    }
    above.add(position.key)
    position.roles.forEach((role, place) =>
      need(roles, role, () => report('positions.yaml', [...path, 'roles', place], ...unknown('role', role))),
    )
  })
}

function checkCalendars(pack: Pack, report: Report): void {
  const units = keysOf(pack.units)
  const placed = new Set<string>()
  const { calendars } = pack.calendar
  if (calendars.filter((calendar) => calendar.default).length !== 1)
    report('calendar.yaml', ['calendars'], 'one_default', 'one calendar, and no other, is the default')
  calendars.forEach((calendar, index) =>
    calendar.units.forEach((key, place) => {
      const path = ['calendars', index, 'units', place]
      need(units, key, () => report('calendar.yaml', path, ...unknown('unit', key)))
      if (placed.has(key)) report('calendar.yaml', path, 'duplicate_key', `unit "${key}" has two calendars`)
      placed.add(key)
    }),
  )
}

function checkClocks(pack: Pack, report: Report): void {
  const types = keysOf(pack.orderTypes)
  const groups = keysOf(pack.faultGroups)
  pack.clocks.forEach((clock, index) => {
    clock.when.forEach((one, place) => {
      const path = ['clocks', index, 'when', place]
      one.orderTypes?.forEach((key, at) =>
        need(types, key, () =>
          report('clocks.yaml', [...path, 'orderTypes', at], ...unknown('order type', key)),
        ),
      )
      one.faultGroups?.forEach((key, at) =>
        need(groups, key, () =>
          report('clocks.yaml', [...path, 'faultGroups', at], ...unknown('fault group', key)),
        ),
      )
    })
  })
}

function checkIndicators(pack: Pack, { facts }: PackVocabulary, report: Report): void {
  pack.indicators.forEach((indicator, index) => {
    const path = ['indicators', index, 'formula']
    const parsed = parseFormula(indicator.formula)
    if (!parsed.ok) {
      const { reason, position } = parsed.error
      report('indicators.yaml', path, 'bad_formula', `${reason} at ${position} in "${indicator.formula}"`)
      return
    }
    if (facts === undefined) return
    for (const { kind, measure } of factsOf(parsed.formula)) {
      if (!facts[kind]?.includes(measure))
        report('indicators.yaml', path, ...unknown('fact', `${kind}.${measure}`))
    }
  })
}

function checkCards(pack: Pack, report: Report): void {
  const indicators = keysOf(pack.indicators)
  pack.appraisal.cards.forEach((card, index) => {
    const path = ['cards', index]
    for (const issue of checkTemplate(card, pack.appraisal.fullMark)) {
      if (issue.severity === 'warning') continue
      const details = Object.entries(issue.details).map(([name, value]) => `${name} ${value}`)
      report(
        'appraisal.yaml',
        [...path, ...issue.path],
        issue.reason,
        [card.key, issue.reason, ...details].join(', '),
      )
    }
    card.sections.forEach((section, sectionIndex) =>
      section.items.forEach((item, itemIndex) => {
        if ((item.kind !== 'band' && item.kind !== 'per_excess') || item.indicator === undefined) return
        const key = item.indicator
        const place = [...path, 'sections', sectionIndex, 'items', itemIndex, 'indicator']
        need(indicators, key, () => report('appraisal.yaml', place, ...unknown('indicator', key)))
      }),
    )
  })
}

const fieldOf = { pairwise: 'methods', distribution: 'gradeBy', cycle: 'cycle' } as const

function checkSchemes(pack: Pack, report: Report): void {
  const known = {
    card: keysOf(pack.appraisal.cards),
    gradeTable: keysOf(pack.appraisal.gradeTables),
    position: keysOf(pack.positions),
    indicator: keysOf(pack.indicators),
  }
  pack.appraisal.schemes.forEach((scheme, index) => {
    const at = (...rest: (string | number)[]) => ['schemes', index, ...rest]
    for (const what of notYetOfScheme(scheme))
      report('appraisal.yaml', at(fieldOf[what]), 'not_yet', `${scheme.key}: ${what} has no effect yet`)
    need(known.card, scheme.card, () => report('appraisal.yaml', at('card'), ...unknown('card', scheme.card)))
    need(known.gradeTable, scheme.gradeTable, () =>
      report('appraisal.yaml', at('gradeTable'), ...unknown('grade table', scheme.gradeTable)),
    )
    scheme.positions.forEach((key, place) =>
      need(known.position, key, () =>
        report('appraisal.yaml', at('positions', place), ...unknown('position', key)),
      ),
    )
  })
  pack.pay.schemes.forEach((scheme, index) => {
    const at = (...rest: (string | number)[]) => ['schemes', index, ...rest]
    const positions = (list: 'positions' | 'headPositions', keys: readonly string[]) =>
      keys.forEach((key, place) =>
        need(known.position, key, () => report('pay.yaml', at(list, place), ...unknown('position', key))),
      )
    for (const what of notYetOfPay(scheme))
      report('pay.yaml', at('proRata'), 'not_yet', `${scheme.key}: ${what} has no effect yet`)
    positions('positions', scheme.positions)
    if (scheme.kind === 'pool') return positions('headPositions', scheme.headPositions)
    need(known.indicator, scheme.output, () =>
      report('pay.yaml', at('output'), ...unknown('indicator', scheme.output)),
    )
  })
}

/** PAY-1, PAY-3: pay takes the month's score, so everybody whom a scheme pays by score needs a monthly card. */
function checkPaidHaveCards(pack: Pack, report: Report): void {
  const monthly = pack.appraisal.schemes.filter((scheme) => scheme.cycle === 'month')
  const rated = new Set(monthly.flatMap((scheme) => scheme.positions))
  pack.pay.schemes.forEach((scheme, index) => {
    const refuse = (list: 'positions' | 'headPositions', keys: readonly string[]) =>
      keys.forEach((key, place) => {
        if (rated.has(key)) return
        report(
          'pay.yaml',
          ['schemes', index, list, place],
          'no_card',
          `no monthly card for position "${key}"`,
        )
      })
    refuse('positions', scheme.positions)
    // A head outside the pool is paid by the unit's coefficient alone.
    if (scheme.kind === 'pool' && scheme.head === 'inside') refuse('headPositions', scheme.headPositions)
  })
}

function keysOf(items: readonly { key: string }[]): Set<string> {
  return new Set(items.map((item) => item.key))
}

function need(known: ReadonlySet<string>, key: string, otherwise: () => void): void {
  if (!known.has(key)) otherwise()
}

function unknown(what: string, key: string | null): [reason: string, message: string] {
  return ['unknown_reference', `no ${what} "${key ?? ''}"`]
}
