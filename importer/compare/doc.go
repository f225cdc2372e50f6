// Package compare computes what committing a workbook would change in the database. It uses no database, no network and
// no clock: the caller passes a Snapshot and gets a Diff.
package compare
