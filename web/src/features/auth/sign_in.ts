// What a refused sign-in means for the person at the door (10.2), in one sentence each.
import { useTranslation } from 'react-i18next'

import { isRefusal, NoAnswer } from '#api/problem'
import { useErrorText } from '#components/display/States'

export function useSignInText(): (error: unknown) => string {
  const { t } = useTranslation('auth')
  const textOf = useErrorText()
  return (error) => {
    if (error instanceof NoAnswer) return t('erreurs.sans_reponse')
    if (!isRefusal(error)) return textOf(error)
    switch (error.code) {
      case 'IDENTIFIANTS_INVALIDES':
        return t('erreurs.identifiants')
      case 'COMPTE_INACTIF':
        return t('motifs.compte')
      case 'PROFIL_ABSENT':
        return t('motifs.profil')
      // How long to wait is in the server's own words.
      default:
        return textOf(error)
    }
  }
}
