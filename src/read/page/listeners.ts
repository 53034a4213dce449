import { Document } from 'linkedom'

/**
 * linkedom makes a map of listeners for every element, text and attribute, and keeps it in a WeakMap, which the garbage collector has
 * to go through again and again: a fifth of the time that a page takes. What is only read is listened to by nobody.
 * `super()` calls the prototype of a class (https://tc39.es/ecma262/#sec-getsuperconstructor): nodes get one that makes nothing.
 * To be called before the first document is made. False, and nothing is changed, where linkedom is built in another way by now.
 */
export function dropListeners(): boolean {
  const node = nodeClass()
  if (node === null) return false
  Object.setPrototypeOf(node, class NoListeners {})
  return true
}

/** The class right below the one of all that can be listened to. */
function nodeClass(): object | null {
  let below: object = Document.prototype
  for (;;) {
    const above: object | null = Object.getPrototypeOf(below)
    if (above === null) return null
    if (Object.hasOwn(above, 'addEventListener'))
      return Object.getPrototypeOf(below.constructor) === above.constructor ? below.constructor : null
    below = above
  }
}
