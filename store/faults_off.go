//go:build !torture

package store

// faultBefore and faultAfter are the points beside a commit at which tests end, fail or delay the program. They exist
// only in programs that are built with the tag torture.
func faultBefore(*Tx, *touched) error { return nil }

func faultAfter(*touched) error { return nil }

// syncLevel is SQLite's: with FULL a committed row survives a power cut.
func syncLevel() string { return "synchronous(FULL)" }
