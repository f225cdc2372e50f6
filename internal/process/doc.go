// Package process is the house's way to the processes: a Temporal client that starts, pokes, updates and counts
// workflows, and the worker that runs them. It knows names and IDs from workflows/contract and nothing of rules.
package process
