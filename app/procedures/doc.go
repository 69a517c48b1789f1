// Package procedures keeps the administrative procedures that lessons and the
// simulator speak of, and the ten statuses a dossier can have. They are editable
// training data, not the law: every record says whether and when it was checked.
// It owns procedures and dossier_statuses.
package procedures
