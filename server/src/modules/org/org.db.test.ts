import { describe, expect, it } from 'vitest'
import { testHouse } from '../../../tests/support/house'
import { newId } from '../../kernel/ids'

const house = testHouse()

const unitsOf = async (
  visitor: {
    get(
      url: string,
    ): Promise<{ data: { items: { id: string; code: string; parentId: string | null; version: number }[] } }>
  },
  on?: string,
) =>
  new Map(
    (await visitor.get(`/org/units${on ? `?on=${on}` : ''}`)).data.items.map((unit) => [unit.code, unit]),
  )

describe('ORG-1: units', () => {
  it('come with the pack, as a tree', async () => {
    const { admin } = await house.newCompany()
    const units = await unitsOf(admin)
    expect(units.get('team-1')?.parentId).toBe(units.get('workshop')?.id)
    expect(units.get('dealership')?.parentId).toBeNull()
  })

  it('move on a day: before it the old path, after it the new one', async () => {
    const { admin } = await house.newCompany()
    const units = await unitsOf(admin)
    const team = units.get('team-1')!
    const moved = await admin.post(`/org/units/${team.id}/move`, {
      parentId: units.get('front-desk')!.id,
      from: '2026-06-01',
      version: team.version,
    })
    expect(moved.status).toBe(200)
    expect((await unitsOf(admin, '2026-05-31')).get('team-1')?.parentId).toBe(units.get('workshop')!.id)
    expect((await unitsOf(admin, '2026-06-01')).get('team-1')?.parentId).toBe(units.get('front-desk')!.id)
  })

  it('cannot stand below themselves', async () => {
    const { admin } = await house.newCompany()
    const units = await unitsOf(admin)
    const workshop = units.get('workshop')!
    const refused = await admin.post(`/org/units/${workshop.id}/move`, {
      parentId: units.get('team-1')!.id,
      from: '2026-06-01',
      version: workshop.version,
    })
    expect(refused).toMatchObject({ status: 422, data: { reason: 'org.cycle' } })
  })

  it('are renamed by one of two who try with the same version; the other sees both values', async () => {
    const { admin } = await house.newCompany()
    const workshop = (await unitsOf(admin)).get('workshop')!
    const rename = (name: string) =>
      admin.patch(`/org/units/${workshop.id}`, { name, version: workshop.version })
    const answers = await Promise.all([rename('机修车间'), rename('钣喷车间')])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    const lost = answers.find((answer) => answer.status === 409)!
    expect(lost.data).toMatchObject({ kind: 'conflict', reason: 'org.version_moved' })
    expect(lost.data.details.current.name).toBe(answers.find((answer) => answer.status === 200)!.data.name)
  })

  it('with a code that exists are refused, naming the field', async () => {
    const { admin } = await house.newCompany()
    const refused = await admin.post('/org/units', {
      code: 'workshop',
      name: '二车间',
      parentId: null,
      validFrom: '2026-01-01',
    })
    expect(refused).toMatchObject({
      status: 409,
      data: { reason: 'org.code_taken', details: { fields: [{ path: 'code' }] } },
    })
  })
})

describe('ORG-2, ORG-4: positions and people', () => {
  it('a position knows its superior, peers, reports and holders', async () => {
    const company = await house.newCompany()
    const advisor = await company.hire('service-advisor', '王敏')
    const list = await company.admin.get('/org/positions?q=服务顾问')
    const record = (await company.admin.get(`/org/positions/${list.data.items[0].id}`)).data
    expect(record.holders.map((holder: { id: string }) => holder.id)).toContain(advisor.personId)
    expect(record.superior?.name).toBeTruthy()
  })

  it('people are found by any fragment of the name, by pinyin and by initials', async () => {
    const company = await house.newCompany()
    await company.hire('service-advisor', '欧阳晓明')
    for (const fragment of ['晓明', 'ouyang', 'xiaom', 'oyxm', '阳'])
      expect((await company.admin.get(`/org/people?q=${encodeURIComponent(fragment)}`)).data.total).toBe(1)
    expect((await company.admin.get('/org/people?q=zhang')).data.total).toBe(0)
  })

  it('a create that is repeated with its key is done once', async () => {
    const { admin } = await house.newCompany()
    const key = newId()
    const hire = () => admin.post('/org/people', { employeeNo: 'E77', name: '李强' }, key)
    const [first, second] = await Promise.all([hire(), hire()])
    expect([first.status, second.status]).toEqual([201, 201])
    expect(first.data.id).toBe(second.data.id)
    const other = await admin.post('/org/people', { employeeNo: 'E78', name: '别人' }, key)
    expect(other).toMatchObject({ status: 409, data: { reason: 'platform.idempotency_key_reused' } })
  })

  it('pages go through all rows once, in order', async () => {
    const company = await house.newCompany()
    for (let at = 0; at < 7; at += 1) await company.hire('service-advisor', `员${at}`)
    const seen: string[] = []
    let url = '/org/people?limit=3&sort=-employeeNo'
    for (;;) {
      const { data } = await company.admin.get(url)
      seen.push(...data.items.map((item: { employeeNo: string }) => item.employeeNo))
      if (!data.nextCursor) break
      url = `/org/people?limit=3&sort=-employeeNo&cursor=${data.nextCursor}`
    }
    expect(seen).toEqual([...seen].sort().reverse())
    expect(new Set(seen).size).toBe(8)
  })
})

describe('ORG-7, PLT-13: who sees what', () => {
  it('another company sees nothing at all', async () => {
    const one = await house.newCompany()
    const two = await house.newCompany()
    const person = await one.hire('service-advisor', '王敏')
    expect((await two.admin.get(`/org/people/${person.personId}`)).status).toBe(404)
    expect((await two.admin.get('/org/people?q=王敏')).data.total).toBe(0)
  })

  it('a role without the permission is refused, and nothing is changed', async () => {
    const company = await house.newCompany()
    const technician = await company.hire('technician-1')
    const refused = await technician.post('/org/people', { employeeNo: 'X1', name: '某人' })
    expect(refused).toMatchObject({ status: 403, data: { kind: 'forbidden', reason: 'platform.forbidden' } })
  })
})

describe('ORG-7: files of people', () => {
  it('are one’s own for a technician, the unit’s for its head, all for HR; names to choose from are for everybody', async () => {
    const company = await house.newCompany()
    const technician = await company.hire('technician-1', '赵一')
    const colleague = await company.hire('technician-1', '钱二')
    const foreman = await company.hire('workshop-foreman', '孙三')
    const advisor = await company.hire('service-advisor', '李四')
    const clerk = await company.hire('personnel-clerk', '周五')
    const seen = async (who: typeof technician) =>
      (await who.get('/org/people?active=true')).data.items
        .map((person: { name: string }) => person.name)
        .sort()
    expect(await seen(technician)).toEqual(['赵一'])
    expect(await seen(foreman)).toEqual(['孙三', '赵一', '钱二'].sort())
    expect((await seen(clerk)).length).toBe(6)
    expect((await technician.get(`/org/people/${colleague.personId}`)).status).toBe(403)
    expect((await foreman.get(`/org/people/${advisor.personId}`)).status).toBe(403)
    expect((await clerk.get(`/org/people/${advisor.personId}`)).status).toBe(200)
    expect((await technician.get('/org/colleagues?q=李四')).data.items).toHaveLength(1)
  })
})

it('ORG-4: what a change of a file leaves out stays as it was', async () => {
  const { admin } = await house.newCompany()
  const made = await admin.post('/org/people', {
    employeeNo: 'P9',
    name: '吴九',
    phone: '13800000009',
    gender: 'female',
  })
  const edited = await admin.patch(`/org/people/${made.data.id}`, {
    name: '吴玖',
    version: made.data.version,
  })
  expect(edited.data).toMatchObject({ name: '吴玖', phone: '13800000009', gender: 'female' })
})

describe('ORG-7, PLT-13: rights', () => {
  const positionOf = async (visitor: { get(url: string): Promise<{ data: any }> }, code: string) => {
    const { items } = (await visitor.get('/org/positions?limit=200')).data
    const { id } = items.find((item: { code: string }) => item.code === code)
    return (await visitor.get(`/org/positions/${id}`)).data
  }
  const change = (position: any, roleKeys: string[]) => ({
    ...Object.fromEntries(
      ['code', 'name', 'nameEn', 'unitId', 'superiorId', 'appointedBy', 'duties', 'dailyWork', 'authority']
        .concat(['qualifications', 'version'])
        .map((key) => [key, position[key]]),
    ),
    roleKeys,
  })

  it('HR hires a technician, but makes nobody an administrator, least of all themselves', async () => {
    const { admin, hire } = await house.newCompany()
    const hr = await hire('personnel-clerk')
    const other = await hire('technician-1')
    const technician = await positionOf(admin, 'technician-1')
    const administrator = await positionOf(admin, 'administrator')
    const into = (personId: string, positionId: string) =>
      hr.post(`/org/people/${personId}/assignments`, { positionId, from: '2026-02-01', share: '0.5' })
    const hired = await hr.post('/org/people', {
      employeeNo: 'N1',
      name: '新来的',
      positionId: technician.id,
      from: '2026-02-01',
    })
    expect(hired.status).toBe(201)
    expect(await into(hr.personId, administrator.id)).toMatchObject({
      status: 403,
      data: { reason: 'org.rights_to_oneself' },
    })
    expect(await into(other.personId, administrator.id)).toMatchObject({
      status: 403,
      data: { reason: 'org.rights_beyond_own' },
    })
    const own = await positionOf(admin, 'personnel-clerk')
    const widened = await hr.put(`/org/positions/${own.id}`, change(own, ['hr', 'admin']))
    expect(widened).toMatchObject({ status: 403, data: { reason: 'org.rights_to_oneself' } })
    expect((await hr.get('/users')).status).toBe(403)
  })

  it('end with the last day in service', async () => {
    const { admin, hire } = await house.newCompany()
    const advisor = await hire('service-advisor')
    const file = (await admin.get(`/org/people/${advisor.personId}`)).data
    const leave = async (leftOn: string) => {
      const { version } = (await admin.get(`/org/people/${advisor.personId}`)).data
      expect((await admin.patch(`/org/people/${advisor.personId}`, { leftOn, version })).status).toBe(200)
    }
    house.setNow('2026-06-10T02:00:00Z')
    expect(file.leftOn).toBeNull()
    await leave('2026-06-10')
    expect((await advisor.get('/orders')).status).toBe(200)
    await leave('2026-06-09')
    expect((await advisor.get('/orders')).status).toBe(403)
    expect((await advisor.get('/pay/mine')).status).toBe(200)
    house.setNow(null)
  })
})
