// Package testdb gives tests a real PostgreSQL database with the program's schema.
//
// With CAMTAY_TEST_DSN set it uses that server; its role must be able to create
// databases. Otherwise all test programs of one user share one throw-away cluster in
// memory, started by the first. A keeper process holds it and stops it when for two
// minutes no test program runs and nobody is connected. Without server programs tests
// fail and say how to get them; they never skip.
//
// Every session has the time zone Asia/Ho_Chi_Minh, like the program's own.
package testdb
