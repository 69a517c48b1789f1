// Package pg runs the program's own PostgreSQL server inside a data folder, for
// installations that bring no database of their own. Find looks for the server
// programs, Start makes or adopts the cluster, Stop ends it in order. The server
// listens on a Unix socket only. Linux only.
//
// The data folder holds pg (the cluster), pg.log (the server's log), pg.lock
// (held while a program uses the folder), pg.run (the socket) and, when the
// programs came from npm, pgsql-<version> (their copy). Data is never deleted;
// a cluster written by another major version is refused untouched.
//
// Two roles exist: postgres, the superuser, used here to make the database, and
// camtay, which owns it and is not a superuser, so that an injected statement
// cannot reach files or programs.
package pg
