import type { FetchRequest } from '../../feeds/fetch.ts'
import { basic } from '../../feeds/http/basic.ts'
import type { FeedAccess } from '../store/access.ts'

/** What the operator gave, as a request carries it. */
export function requestedWith(access: FeedAccess): NonNullable<FetchRequest['access']> {
  const { headers = {}, cookie, auth, proxy, userAgent } = access
  const colon = auth?.indexOf(':') ?? -1
  return {
    secretHeaders: {
      ...headers,
      ...(cookie === undefined ? {} : { cookie }),
      ...(auth === undefined
        ? {}
        : {
            authorization: basic(
              auth.slice(0, colon === -1 ? undefined : colon),
              colon === -1 ? '' : auth.slice(colon + 1),
            ),
          }),
    },
    ...(proxy === undefined ? {} : { proxy }),
    ...(userAgent === undefined ? {} : { userAgent }),
  }
}
