// Package archtest checks the structure of the module: which package may import which, which package owns each
// third-party library, and a few calls and imports that some packages must not use. It consists of tests only. The
// rules are in table_test.go; docs/architecture.md explains them.
package archtest
