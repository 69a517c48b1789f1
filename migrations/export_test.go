package migrations

// For the tests of package migrations_test, which bring their own files.
var (
	RunFiles     = run
	PendingFiles = pending
	Files        = files
)
