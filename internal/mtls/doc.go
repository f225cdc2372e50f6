// Package mtls makes, writes and reads the certificates with which this program and a Temporal server authenticate each
// other.
//
// The embedded server gets certificates of its own at every start (Issue): the keys of the authority and of the server
// stay in memory, the client's key goes to a file that only the owner of the data directory can read (Write). For an
// external server an administrator names the files (Load).
package mtls
