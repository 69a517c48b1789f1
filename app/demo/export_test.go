package demo

// Avoided is avoided, for tests.
func Avoided(full string) bool {
	return avoided(full)
}
