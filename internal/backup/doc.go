// Package backup copies the data of a running Duban, checks such a copy, and restores a data directory from it.
//
// A backup is the directory duban-20261128-093000 (Asia/Shanghai) within the folder for backups:
//
//	duban.db or duban.dump   the database: a SQLite file, or PostgreSQL's custom format
//	evidence/ab/abcd…        every file of evidence, named by its SHA-256
//	manifest.json            the list of files, with the SHA-256 of each
//	manifest.json.sha256     the SHA-256 of the manifest
//
// or, with a key, the same files in one archive duban-20261128-093000.tar.age. The embedded engine's file is left out:
// it is rebuilt from the database at the next start.
//
// The database is copied first and the evidence afterwards. Evidence of a submission is never removed, so every file
// that the copied rows name can be copied. A backup is written under a name that begins with a dot, synced, and renamed
// when it is complete: an interrupted one is never taken for a backup, and the next backup removes it.
package backup
