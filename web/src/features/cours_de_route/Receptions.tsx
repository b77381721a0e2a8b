// What came out of the truck, against what was planned.
import { Badge, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'
import { day, litres, signedLitres, text } from '#components/format'

export function Receptions({ cours }: { cours: Schemas['DetailCoursDeRoute'] }): ReactNode {
  const { t } = useTranslation(['cours_de_route', 'commun'])
  const mayOpen = useMay('receptions.lire')
  const { receptions } = cours
  if (receptions.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('detail.aucune_reception')}
      </Text>
    )
  }
  const standing = receptions.filter((reception) => !reception.compensee)
  const received = standing.reduce((sum, reception) => sum + reception.volume_ambiant, 0)
  return (
    <Table.ScrollContainer minWidth={440}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('commun:champs.numero')}</Table.Th>
            <Table.Th>{t('commun:champs.date')}</Table.Th>
            <Table.Th>{t('commun:champs.citerne')}</Table.Th>
            <Table.Th ta="right">{t('commun:champs.ambiant')}</Table.Th>
            <Table.Th ta="right">{t('commun:champs.a_15c')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {receptions.map((reception) => (
            <Table.Tr key={reception.id}>
              <Table.Td>
                {mayOpen ? <AppLink href={`/receptions/${reception.id}`}>{reception.numero}</AppLink> : reception.numero}{' '}
                {reception.compensee && (
                  <Badge variant="outline" color="orange" size="sm" tt="none">
                    {t('detail.compensee')}
                  </Badge>
                )}
              </Table.Td>
              <Table.Td>{day(reception.date_reception)}</Table.Td>
              <Table.Td>{text(reception.citerne_nom)}</Table.Td>
              <Table.Td ta="right">{litres(reception.volume_ambiant)}</Table.Td>
              <Table.Td ta="right">{litres(reception.volume_15c)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        {standing.length > 0 && (
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th colSpan={3}>{t('detail.total_recu')}</Table.Th>
              <Table.Th ta="right">{litres(received)}</Table.Th>
              <Table.Th ta="right">{litres(standing.reduce((sum, reception) => sum + reception.volume_15c, 0))}</Table.Th>
            </Table.Tr>
            <Table.Tr>
              <Table.Th colSpan={3}>{t('detail.ecart')}</Table.Th>
              <Table.Th ta="right">{signedLitres(received - cours.volume)}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Tfoot>
        )}
      </Table>
    </Table.ScrollContainer>
  )
}
