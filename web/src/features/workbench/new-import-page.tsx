import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Empty, Form, Radio, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { newKey } from '../../shared/api/client'
import { useLanguage } from '../../shared/i18n/use-language'
import { ErrorNotice } from '../../shared/ui/error-notice'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { listEntities, templateUrl, uploadImport, type Entity, type Kind, type Mode } from './api'
import './workbench.css'

interface ChoicesProps<V extends string> {
  name: 'kind' | 'mode'
  values: V[]
  value: V
  onChange: (value: V) => void
}

function Choices<V extends string>({ name, values, value, onChange }: ChoicesProps<V>) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      className="fh-choices"
      value={value}
      onChange={(event) => onChange(values.find((one) => one === event.target.value) ?? value)}
    >
      {values.map((one) => (
        <Radio key={one} value={one} className="fh-choice">
          <strong>{t(`workbench.${name}.${one}`)}</strong>
          <span className="fh-quiet">{t(`workbench.${name}.${one}.explain`)}</span>
        </Radio>
      ))}
    </Radio.Group>
  )
}

const firstOf = <V,>(values: readonly V[], wanted: unknown): V | undefined =>
  values.find((value) => value === wanted) ?? values[0]

function useUpload() {
  const navigate = useNavigate()
  const [key, setKey] = useState(newKey)
  return useMutation({
    mutationFn: (input: Parameters<typeof uploadImport>[0]) => uploadImport(input, key),
    onSuccess: ({ id }) => void navigate(`/imports/${id}`),
    // Another file is another request.
    onError: () => setKey(newKey()),
  })
}

function NewImport({ entities }: { entities: Entity[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [search] = useSearchParams()
  const [name, setName] = useState(search.get('entity') ?? '')
  const [asked, setAsked] = useState<{ kind: string; mode: string }>({
    kind: search.get('kind') ?? 'normal',
    mode: 'create',
  })
  const [file, setFile] = useState<File | null>(null)
  const upload = useUpload()
  const entity = entities.find((one) => one.entity === name) ?? entities[0]
  if (entity === undefined) return <Empty description={t('workbench.nothingToImport')} />
  const kind: Kind = firstOf(entity.kinds, asked.kind) ?? 'normal'
  const mode: Mode = firstOf(entity.modes, asked.mode) ?? 'create'
  return (
    <Form layout="vertical" requiredMark={false}>
      {upload.isError && <ErrorNotice error={upload.error} />}
      <Form.Item label={t('workbench.whatToImport')}>
        <Radio.Group
          optionType="button"
          value={entity.entity}
          options={entities.map((one) => ({ value: one.entity, label: t(`import.${one.entity}`) }))}
          onChange={(event) => setName(String(event.target.value))}
        />
        <div className="fh-import-template">
          <a href={templateUrl(entity.entity, language)} download>
            <DownloadOutlined aria-hidden />{' '}
            {t('workbench.template', { entity: t(`import.${entity.entity}`) })}
          </a>
          <div className="fh-quiet">{t('workbench.template.explain')}</div>
        </div>
      </Form.Item>
      {entity.kinds.length > 1 && (
        <Form.Item label={t('field.import.kind')}>
          <Choices
            name="kind"
            values={entity.kinds}
            value={kind}
            onChange={(value) => setAsked({ ...asked, kind: value })}
          />
        </Form.Item>
      )}
      {entity.modes.length > 1 && (
        <Form.Item label={t('field.import.mode')}>
          <Choices
            name="mode"
            values={entity.modes}
            value={mode}
            onChange={(value) => setAsked({ ...asked, mode: value })}
          />
        </Form.Item>
      )}
      <Form.Item label={t('field.import.file')}>
        <Upload.Dragger
          accept=".xlsx,.csv"
          maxCount={1}
          beforeUpload={() => false}
          fileList={file === null ? [] : [{ uid: 'file', name: file.name, status: 'done' }]}
          onChange={({ file: chosen, fileList }) => {
            upload.reset()
            setFile(
              fileList.length === 0 ? null : chosen instanceof File ? chosen : (chosen.originFileObj ?? null),
            )
          }}
        >
          <p className="fh-import-drop-icon">
            <InboxOutlined aria-hidden />
          </p>
          <p>{t('workbench.dropFile')}</p>
          <p className="fh-quiet">{t('workbench.fileLimits')}</p>
        </Upload.Dragger>
      </Form.Item>
      <div className="fh-actions">
        <Button
          type="primary"
          disabled={file === null}
          loading={upload.isPending}
          onClick={() => file && upload.mutate({ entity: entity.entity, kind, mode, file })}
        >
          {t('workbench.upload')}
        </Button>
        <span className="fh-quiet">{t('workbench.uploadWritesNothing')}</span>
      </div>
    </Form>
  )
}

export function Component() {
  const { t } = useTranslation()
  const entities = useQuery({ queryKey: ['import-entities'], queryFn: listEntities, staleTime: Infinity })
  return (
    <div className="fh-narrow">
      <PageHeader title={t('workbench.newImport')} back={{ to: '/imports', label: t('nav.imports') }} />
      <Panel>
        <Loaded query={entities}>{({ items }) => <NewImport entities={items} />}</Loaded>
      </Panel>
    </div>
  )
}
