// Who may use whom. The only list: the linter reads it (.dependency-cruiser.cjs), and a newcomer reads it
// to see the shape of the whole system. A module may import the doors (index.ts) of the modules in its list.
const low = ['identity', 'org']
const archive = [...low, 'customers', 'products', 'parts']

module.exports = {
  identity: [],
  org: ['identity'],
  customers: low,
  products: [...low, 'customers'],
  parts: low,
  service: archive,
  indicators: [...archive, 'service'],
  appraisal: [...low, 'service', 'indicators'],
  pay: [...low, 'service', 'indicators', 'appraisal'],
  workbench: low,
  reports: [...archive, 'service', 'indicators'],
  packs: [...archive, 'service', 'indicators', 'appraisal', 'pay', 'workbench'],
}
