import { type PermissionName, permissionBits } from './permissions.ts'

/** The least a server has to grant, each with what it is for. */
export const invitePermissions: Readonly<Partial<Record<PermissionName, string>>> = {
  'View Channel': 'to see the channels it is told to post to',
  'Send Messages': 'to post, and to start threads in forum channels',
  'Send Messages in Threads': 'to post into threads',
  'Embed Links': 'to show headline, quotes and picture',
  'Read Message History': 'to find a post whose confirmation got lost, so that it is not posted twice',
}

/** Where an admin adds the bot to a server. */
export function inviteUrl(applicationId: string): string {
  const permissions = Object.entries(permissionBits)
    .filter(([name]) => name in invitePermissions)
    .reduce((sum, [, bit]) => sum | bit, 0n)
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: String(permissions),
  })
  return `https://discord.com/oauth2/authorize?${query}`
}
