// Package archtest holds the house's plan: which room may import which, which room owns each library, and a few things
// no room does. It is tests only. The plan itself is table_test.go; docs/architecture.md tells why.
package archtest
