// The paper of one operation; on the screen there is nothing of it.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useSession } from '#app/session'
import { celsius, density, litres, number, vcf } from '#components/format'

import classes from './mouvements.module.css'
import type { Sens } from './levels'

export interface PrintedLine {
  numero: string
  citerne: string
  index_avant: number
  index_apres: number
  volume_ambiant: number
  temperature_ambiante_c: number
  densite_observee_kgm3: number
  densite_a_15_kgm3: number
  vcf: number
  volume_15c: number
}

interface Props {
  sens: Sens
  facts: readonly (readonly [string, string])[]
  lines: readonly PrintedLine[]
}

export function PrintSheet({ sens, facts, lines }: Props): ReactNode {
  const { t } = useTranslation(['mouvements', 'commun'])
  const { environnement } = useSession()
  return (
    <div className={classes['sheet']}>
      {environnement !== 'prod' && <strong>{t('papier.essai', { environnement })}</strong>}
      <h1>{t(`papier.${sens}`)}</h1>
      <strong>{lines.map((line) => line.numero).join(' · ')}</strong>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <table>
        <thead>
          <tr>
            <th>{t('commun:champs.citerne')}</th>
            <th>{t('champs.index_avant')}</th>
            <th>{t('champs.index_apres')}</th>
            <th>{t('commun:champs.ambiant')}</th>
            <th>{t('commun:champs.temperature')}</th>
            <th>{t('commun:champs.densite')}</th>
            <th>{t('densite_15')}</th>
            <th>{t('vcf')}</th>
            <th>{t('commun:champs.a_15c')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.numero}>
              <td>
                {line.citerne}
                <br />
                {line.numero}
              </td>
              <td>{number(line.index_avant)}</td>
              <td>{number(line.index_apres)}</td>
              <td>{litres(line.volume_ambiant)}</td>
              <td>{celsius(line.temperature_ambiante_c)}</td>
              <td>{density(line.densite_observee_kgm3)}</td>
              <td>{density(line.densite_a_15_kgm3)}</td>
              <td>{vcf(line.vcf)}</td>
              <td>
                <strong>{litres(line.volume_15c)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes['signatures']}>
        <div>{t('papier.depot')}</div>
        <div>{t('papier.chauffeur')}</div>
        <div>{t(`papier.tiers_${sens}`)}</div>
      </div>
    </div>
  )
}
