// Package process holds the Temporal client that starts, signals, updates and counts workflows, and the worker that
// runs them. It knows names and IDs from workflows/contract, and no rules.
package process
