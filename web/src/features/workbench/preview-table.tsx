import { Empty, Skeleton, Spin, Table, Tooltip, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Entity, Field, Preview } from './api'
import { issueText } from './issue-text'
import { localText } from './local-text'

interface Props {
  entity: Entity
  preview: Preview | undefined
  isFetching: boolean
}

type Row = Preview['rows'][number]
type Cell = Row['cells'][number]

function CellView({ cell, field, entity }: { cell: Cell; field: Field; entity: Entity }) {
  const { t } = useTranslation()
  const choice = field.choices.find(({ value }) => value === cell.value)
  const shown = choice?.labelKey ? t(choice.labelKey) : cell.value === null ? null : localText(cell.value)
  const isSame = shown === cell.raw || cell.raw === ''
  const remark =
    cell.reason === null
      ? null
      : issueText({ reason: cell.reason, fieldKey: field.key, params: cell.params }, entity, t)
  const body = (
    <>
      <div>{shown ?? <span className="fh-quiet">{t('ui.none')}</span>}</div>
      {!isSame && <div className="fh-quiet fh-import-raw">{t('workbench.inFile', { raw: cell.raw })}</div>}
      {remark !== null && <div className={`fh-import-${cell.severity}`}>{remark}</div>}
    </>
  )
  return remark === null ? body : <Tooltip title={remark}>{<div>{body}</div>}</Tooltip>
}

/** The first rows as they would be read; what is in the file stands below where it differs. */
export function PreviewTable({ entity, preview, isFetching }: Props) {
  const { t } = useTranslation()
  if (preview === undefined) return <Skeleton active title={false} className="fh-pad" />
  const fields = (preview.rows[0]?.cells ?? []).flatMap(
    ({ fieldKey }) => entity.fields.find(({ key }) => key === fieldKey) ?? [],
  )
  if (fields.length === 0)
    return (
      <Empty
        className="fh-empty"
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={t('workbench.preview.empty')}
      />
    )
  const columns: TableColumnsType<Row> = [
    { key: 'line', title: t('workbench.line'), dataIndex: 'line', width: 64, align: 'right' },
    ...fields.map((field) => ({
      key: field.key,
      title: t(field.labelKey),
      width: 150,
      render: (_: unknown, row: Row) => {
        const cell = row.cells.find(({ fieldKey }) => fieldKey === field.key)
        return cell && <CellView cell={cell} field={field} entity={entity} />
      },
    })),
  ]
  return (
    <Spin spinning={isFetching}>
      <Table<Row>
        className="fh-import-preview"
        aria-label={t('workbench.preview')}
        size="small"
        columns={columns}
        dataSource={preview.rows}
        rowKey="line"
        pagination={false}
        scroll={{ x: 64 + fields.length * 150 }}
      />
    </Spin>
  )
}
