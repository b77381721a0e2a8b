// A word in passing, in the corner of the screen; the same one once while it stands there.
import { notifications } from '@mantine/notifications'

export function notify(color: 'teal' | 'blue' | 'orange' | 'red', message: string): void {
  notifications.show({ id: message, color, message })
}
