// Package auth says who is asking: accounts, passwords, sessions, the tokens
// made from them, and which roles an account holds over which units. It knows
// nothing of what those roles may do; that is package access.
//
// It owns accounts, grants, sessions, refresh_tokens, signing_keys, invites and
// sign_in_failures, and emits no facts. Every request asks it through Verify.
//
// An access token lives ten minutes and carries the session, the staff record
// and the grants, so that a request needs no query. What must end sooner is
// kept in memory: each process holds the sessions revoked and the accounts
// whose grants changed within the life of a token. The process that makes the
// change knows it at its commit, the others by a notification within
// milliseconds, or by polling within three seconds when a notification is lost.
// A unit moved in the tree reaches the tokens at their next renewal.
//
// Signing keys are shared through the database, sealed with the master key. A
// key whose seal does not open, together with its public half, is not trusted:
// writing to the database is not enough to make tokens.
//
// The room has more than fifteen files because its services are cut by noun:
// sign-in, sessions, keys, watch, accounts, invites.
package auth
