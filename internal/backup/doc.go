// Package backup copies what a running Duban keeps, checks such a copy, and makes a data directory of it again.
//
// A backup is the directory duban-20261128-093000 (Asia/Shanghai) within the folder for backups:
//
//	duban.db or duban.dump   the database: a SQLite file, or PostgreSQL's custom format
//	evidence/ab/abcd…        every piece of evidence, by content
//	manifest.json            what there is, with the SHA-256 of each file
//	manifest.json.sha256     the SHA-256 of the manifest
//
// or, with a key, the same files in one archive duban-20261128-093000.tar.age. The embedded engine's file is left out:
// it is rebuilt from the database at the next start.
//
// The database is copied first and the evidence afterwards. Evidence that was handed in is never removed, so whatever
// the copied rows name is there. A backup is written under a name that begins with a dot, synced, and renamed when it
// is complete: one that was interrupted is never taken for one, and the next backup removes it.
package backup
