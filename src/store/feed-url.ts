/** The longest address of a feed. PostgreSQL looks feeds up in an index whose rows hold some 2,700 bytes; no real feed has come near. */
export const longestFeedUrl = 2_000

/** What is said of an address that is longer. */
export const tooLongUrl = `the address is longer than ${longestFeedUrl} characters`
